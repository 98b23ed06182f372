import { end } from '../../../channel/call.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { monitorOf } from '../monitor.ts';

/** Goes on with a recording. */
export const application = defineApplication({
  name: 'UnpauseMonitor',
  module: 'res_monitor',
  synopsis: 'Goes on with the recording by Monitor()',
  description: ['Ends a call that is not recorded, as in Asterisk.'],
  arguments: {},
  seeAlso: ['Monitor'],
  run(call) {
    const monitor = monitorOf(call.channel);
    monitor?.pause(false);
    return monitor ? undefined : end();
  },
});
