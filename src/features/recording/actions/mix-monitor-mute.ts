import { saysYes } from '../../../base/switch-word.ts';
import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { withChannel } from '../asked-channel.ts';
import { mixMonitorsOf } from '../mix-monitor.ts';

const DIRECTIONS = ['read', 'write', 'both'] as const;

/** MixMonitorMute: leaves a side of the recordings of a channel out, or takes it in again. */
export const action = defineManagerAction({
  name: 'MixMonitorMute',
  module: 'app_mixmonitor',
  synopsis: 'Mute / unMute a Mixmonitor recording.',
  arguments: 'Channel [Direction] [State]',
  classes: ['system', 'call'],
  run(context, request) {
    const wanted = request.header('Direction');
    if (wanted === '') return managerError('No direction specified. Must be read, write or both');
    const direction = DIRECTIONS.find((one) => one === wanted.toLowerCase());
    if (!direction) return managerError('Invalid direction specified. Must be read, write or both');
    const state = request.header('State');
    if (request.header('Channel') !== '' && state === '') return managerError('No state specified');
    return withChannel(context, request, (channel) => {
      const monitors = mixMonitorsOf(channel);
      if (monitors.length === 0) return managerError('Cannot set mute flag');
      for (const monitor of monitors) monitor.mute(direction, saysYes(state));
      return { response: 'Success' };
    });
  },
});
