import { defineManagerAction, managerSuccess } from '../../../extend/define-manager-action.ts';
import { withChannel } from '../asked-channel.ts';
import { monitorOf } from '../monitor.ts';

/** UnpauseMonitor: goes on with a recording. */
export const action = defineManagerAction({
  name: 'UnpauseMonitor',
  module: 'res_monitor',
  synopsis: 'Unpause monitoring of a channel.',
  arguments: 'Channel',
  classes: ['call'],
  run: (context, request) =>
    withChannel(context, request, (channel) => {
      monitorOf(channel)?.pause(false);
      return managerSuccess('Unpaused monitoring of the channel');
    }),
});
