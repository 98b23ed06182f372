import { saysYes } from '../../../base/switch-word.ts';
import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { fileFormat } from '../../../media/file-format.ts';
import { withChannel } from '../asked-channel.ts';
import { Monitor, monitorBase, monitorOf } from '../monitor.ts';
import { recordingHouse } from '../recording-house.ts';

/** Monitor: records the two sides of a channel in two files. */
export const action = defineManagerAction({
  name: 'Monitor',
  module: 'res_monitor',
  synopsis: 'Monitor a channel.',
  arguments: 'Channel [File] [Format] [Mix]',
  classes: ['call'],
  run: (context, request) =>
    withChannel(context, request, (channel) => {
      const house = recordingHouse(context);
      const format = fileFormat(request.header('Format') || 'wav');
      const mix = saysYes(request.header('Mix'));
      // without a name the channel's own is used, as it stands and without a time
      const base = monitorBase(house, channel, request.header('File') || channel.name.replaceAll('/', '-'));
      const current = monitorOf(channel);
      const leg = channel.media;
      if (current) {
        current.rename(base);
        if (mix) current.joinFiles(true);
      } else if (format && leg)
        new Monitor(house, channel, leg, { format, base, mix, input: true, output: true, beepEveryMs: undefined });
      else return managerError('Could not start monitoring channel');
      return managerSuccess('Started monitoring channel');
    }),
});
