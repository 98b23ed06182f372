import { defineModule } from '../../../extend/define-module.ts';
import { technologiesPort } from '../../../pbx/ports/technologies.ts';
import { createSipDriver } from '../driver.ts';
import { pjsipPort } from '../ports.ts';

/** `PJSIP/…`. */
export const module = defineModule({
  name: 'chan_pjsip',
  description: 'PJSIP Channel Driver',
  needs: [pjsipPort, technologiesPort],
  start(context) {
    const stack = context.use(pjsipPort);
    context.scope.onClose('driver', context.use(technologiesPort).add(createSipDriver(stack, 'PJSIP')));
    context.scope.onClose('calls', () => stack.endCalls('PJSIP'));
    return { inUse: () => stack.callsOf('PJSIP') };
  },
});
