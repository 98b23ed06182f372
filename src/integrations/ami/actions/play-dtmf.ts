import { saysYes } from '../../../base/switch-word.ts';
import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** How long a digit sounds unless the client says so. */
const USUAL_MS = 100;

/** PlayDTMF: sends a digit to a channel's far end. With `Receive` it counts as pressed there. */
export const action = defineManagerAction({
  name: 'PlayDTMF',
  module: 'manager',
  synopsis: 'Play DTMF signal on a specific channel.',
  arguments: 'Channel Digit [Duration] [Receive]',
  classes: ['call'],
  run(context, request) {
    const channel = context.use(channelsPort).find(request.header('Channel'));
    if (!channel) return managerError('Channel not found');
    const digit = request.header('Digit').charAt(0);
    if (digit === '') return managerError('No digit specified');
    const told = request.header('Duration');
    const wanted = told === '' ? USUAL_MS : Number.parseInt(told, 10);
    if (Number.isNaN(wanted)) return managerError('Could not convert Duration parameter');
    const durationMs = Math.min(60_000, Math.max(1, wanted));
    if (saysYes(request.header('Receive'))) {
      channel.farDigit({ digit, phase: 'end', durationMs }, 'signalling');
    } else {
      channel.sendDigit(digit, durationMs);
    }
    return managerSuccess('DTMF successfully queued');
  },
});
