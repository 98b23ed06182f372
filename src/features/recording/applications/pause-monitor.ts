import { end } from '../../../channel/call.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { monitorOf } from '../monitor.ts';

/** Leaves out what is said from now on. */
export const application = defineApplication({
  name: 'PauseMonitor',
  module: 'res_monitor',
  synopsis: 'Leaves what is said from now on out of the recording by Monitor()',
  description: ['Ends a call that is not recorded, as in Asterisk.'],
  arguments: {},
  seeAlso: ['Monitor'],
  run(call) {
    const monitor = monitorOf(call.channel);
    monitor?.pause(true);
    return monitor ? undefined : end();
  },
});
