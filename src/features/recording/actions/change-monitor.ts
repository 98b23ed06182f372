import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { withChannel } from '../asked-channel.ts';
import { monitorBase, monitorOf } from '../monitor.ts';
import { recordingHouse } from '../recording-house.ts';

/** ChangeMonitor: gives a recording another name. */
export const action = defineManagerAction({
  name: 'ChangeMonitor',
  module: 'res_monitor',
  synopsis: 'Change monitoring filename of a channel.',
  arguments: 'Channel File',
  classes: ['call'],
  run(context, request) {
    const file = request.header('File');
    if (request.header('Channel') !== '' && file === '') return managerError('No filename specified');
    return withChannel(context, request, (channel) => {
      const monitor = monitorOf(channel);
      if (!monitor) return managerError('Could not change monitored filename of channel');
      monitor.rename(monitorBase(recordingHouse(context), channel, file));
      return managerSuccess('Changed monitor filename');
    });
  },
});
