import { defineApplication } from '../../../extend/define-application.ts';
import { monitorOf } from '../monitor.ts';

/** Ends a recording by Monitor. */
export const application = defineApplication({
  name: 'StopMonitor',
  module: 'res_monitor',
  synopsis: 'Ends the recording that Monitor() began on this channel',
  arguments: {},
  seeAlso: ['Monitor'],
  async run(call) {
    await monitorOf(call.channel)?.stop();
    return undefined;
  },
});
