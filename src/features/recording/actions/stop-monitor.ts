import { defineManagerAction, managerSuccess } from '../../../extend/define-manager-action.ts';
import { withChannel } from '../asked-channel.ts';
import { monitorOf } from '../monitor.ts';

/** StopMonitor: ends a recording by Monitor. */
export const action = defineManagerAction({
  name: 'StopMonitor',
  module: 'res_monitor',
  synopsis: 'Stop monitoring a channel.',
  arguments: 'Channel',
  classes: ['call'],
  run: (context, request) =>
    withChannel(context, request, async (channel) => {
      await monitorOf(channel)?.stop();
      return managerSuccess('Stopped monitoring channel');
    }),
});
