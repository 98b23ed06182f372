import { saysYes } from '../../../base/switch-word.ts';
import { defineManagerAction, managerSuccess } from '../../../extend/define-manager-action.ts';
import { LONGEST_DIGIT_MS, readDigitRequest } from '../digit-request.ts';

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
    const [name, digits, duration] = [request.header('Channel'), request.header('Digit'), request.header('Duration')];
    const asked = readDigitRequest(context, name, digits, duration);
    if (!('digit' in asked)) return asked;
    const { channel, digit, lastsMs = USUAL_MS } = asked;
    const durationMs = Math.min(LONGEST_DIGIT_MS, Math.max(1, lastsMs));
    if (saysYes(request.header('Receive'))) {
      channel.farDigit({ digit, phase: 'end', durationMs }, 'signalling');
    } else {
      channel.sendDigit(digit, durationMs);
    }
    return managerSuccess('DTMF successfully queued');
  },
});
