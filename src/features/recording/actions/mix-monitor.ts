import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { withChannel } from '../asked-channel.ts';
import { mixMonitorOptions, startMixMonitor } from '../start-mix-monitor.ts';

/** MixMonitor: records both sides of a channel in one file. */
export const action = defineManagerAction({
  name: 'MixMonitor',
  module: 'app_mixmonitor',
  synopsis:
    'Record a call and mix the audio during the recording.  Use of StopMixMonitor is required to guarantee the audio file is available for processing during dialplan execution.',
  arguments: 'Channel [File] [options] [Command]',
  classes: ['system'],
  run: (context, request) =>
    withChannel(context, request, async (channel) => {
      const options = mixMonitorOptions.parse(request.header('options'), ({ message }) =>
        context.log.warning(`MixMonitor ${message}`),
      );
      const file = request.header('File');
      const refused = managerError('Could not start monitoring channel');
      if (file === '' && !options.parameter('r') && !options.parameter('t')) return refused;
      const call = context.use(dialplanPort).callOf(channel);
      const monitor = await startMixMonitor(call, { file, options, command: request.header('Command') });
      if (!monitor) return refused;
      return { response: 'Success', headers: options.has('i') ? [['MixMonitorID', monitor.id]] : [] };
    }),
});
