import { defineManagerAction, managerSuccess } from '../../../extend/define-manager-action.ts';
import { withChannel } from '../asked-channel.ts';
import { monitorOf } from '../monitor.ts';

/** PauseMonitor: leaves out what is said from now on. */
export const action = defineManagerAction({
  name: 'PauseMonitor',
  module: 'res_monitor',
  synopsis: 'Pause monitoring of a channel.',
  arguments: 'Channel',
  classes: ['call'],
  run: (context, request) =>
    withChannel(context, request, (channel) => {
      monitorOf(channel)?.pause(true);
      return managerSuccess('Paused monitoring of the channel');
    }),
});
