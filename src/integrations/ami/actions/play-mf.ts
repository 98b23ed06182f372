import { defineManagerAction, managerSuccess } from '../../../extend/define-manager-action.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { LONGEST_DIGIT_MS, readDigitRequest } from '../digit-request.ts';

/** PlayMF: plays a multi-frequency digit, as exchanges signalled among themselves, to a channel's far end. */
export const action = defineManagerAction({
  name: 'PlayMF',
  module: 'manager',
  synopsis: 'Play MF digit on a specific channel.',
  arguments: 'Channel Digit [Duration]',
  classes: ['call'],
  run(context, request) {
    const [name, digits, duration] = [request.header('Channel'), request.header('Digit'), request.header('Duration')];
    const asked = readDigitRequest(context, name, digits, duration);
    if (!('digit' in asked)) return asked;
    const { channel, digit, lastsMs = 0 } = asked;
    const lasts = lastsMs > 0 ? Math.min(LONGEST_DIGIT_MS, lastsMs) : '';
    const dialplan = context.use(dialplanPort);
    const call = dialplan.callOf(channel);
    void dialplan.runGuarded(call, () => dialplan.execute(call, 'SendMF', `${digit},,${lasts},${lasts},${lasts}`));
    return managerSuccess('MF successfully queued');
  },
});
