import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { withChannel } from '../asked-channel.ts';
import { findMixMonitor } from '../mix-monitor.ts';

/** StopMixMonitor: ends a recording by MixMonitor. */
export const action = defineManagerAction({
  name: 'StopMixMonitor',
  module: 'app_mixmonitor',
  synopsis: "Stop recording a call through MixMonitor, and free the recording's file handle.",
  arguments: 'Channel [MixMonitorID]',
  classes: ['system', 'call'],
  run: (context, request) =>
    withChannel(context, request, (channel) => {
      const monitor = findMixMonitor(channel, request.header('MixMonitorID'));
      if (!monitor) return managerError('Could not stop monitoring channel');
      monitor.stop();
      return { response: 'Success' };
    }),
});
