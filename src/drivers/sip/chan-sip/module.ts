import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { technologiesPort } from '../../../pbx/ports/technologies.ts';
import { readSipSource } from '../config/sip-source.ts';
import { createSipDriver } from '../driver.ts';
import { loadSource } from '../load-source.ts';
import { sipStackPort } from '../ports.ts';

/** `SIP/…` and sip.conf. */
export const module = defineModule({
  name: 'chan_sip',
  description: 'Session Initiation Protocol (SIP)',
  needs: [sipStackPort, configFilesPort, technologiesPort],
  async start(context) {
    const stack = context.use(sipStackPort);
    const load = (reload: boolean) =>
      loadSource('sip.conf', readSipSource, context.use(configFilesPort), stack, reload);
    context.scope.onClose('driver', context.use(technologiesPort).add(createSipDriver(stack, 'SIP')));
    // Without sip.conf there is nothing to listen at, but the endpoints of pjsip.conf answer to SIP/ too.
    await load(false);
    context.scope.onClose('sip.conf', () => stack.adopt('SIP', undefined));
    context.scope.onClose('calls', () => stack.endCalls('SIP'));
    return { reload: () => load(true), inUse: () => stack.callsOf('SIP') };
  },
});
