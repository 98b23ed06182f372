import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { readPjsipSource } from '../config/pjsip-source.ts';
import { loadSource } from '../load-source.ts';
import { pjsipPort, sipStackPort } from '../ports.ts';

/** pjsip.conf. */
export const module = defineModule({
  name: 'res_pjsip',
  description: 'Basic SIP resource',
  needs: [sipStackPort, configFilesPort],
  offers: [pjsipPort],
  async start(context) {
    const stack = context.use(sipStackPort);
    const load = (reload: boolean) =>
      loadSource('pjsip.conf', readPjsipSource, context.use(configFilesPort), stack, reload);
    await load(false);
    context.offer(pjsipPort, stack);
    context.scope.onClose('pjsip.conf', () => stack.adopt('PJSIP', undefined));
    context.scope.onClose('calls', () => stack.endCalls('PJSIP'));
    return { reload: () => load(true), inUse: () => stack.callsOf('PJSIP') };
  },
});
