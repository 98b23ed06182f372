import { defineModule } from '../../extend/define-module.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { processesPort } from '../../pbx/ports/processes.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { AsyncQueues } from './async-queue.ts';
import { agiPort } from './port.ts';

/** Scripts that control calls: AGI. */
export const module = defineModule({
  name: 'res_agi',
  description: 'Asterisk Gateway Interface (AGI)',
  needs: [eventsPort, networkPort, processesPort, registryPort, systemPort],
  offers: [agiPort],
  start(context) {
    context.offer(agiPort, { debug: false, queues: new AsyncQueues() });
    return undefined;
  },
});
