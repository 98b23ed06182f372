import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/**
 * LocalOptimizeAway: asks that a pair of Local channels leaves the path of a call.
 *
 * Deviation: accepted and without an effect, since pairs stay in the path; there is nothing to be gained by taking them out.
 */
export const action = defineManagerAction({
  name: 'LocalOptimizeAway',
  module: 'chan_local',
  synopsis: 'Optimize away a local channel when possible.',
  arguments: 'Channel',
  classes: ['system', 'call'],
  run(context, request) {
    const name = request.header('Channel');
    if (name === '') return managerError("'Channel' not specified.");
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError('Channel does not exist.');
    return channel.technology === 'Local'
      ? managerSuccess('Queued channel to be optimized away')
      : managerError('Unable to find channel');
  },
});
