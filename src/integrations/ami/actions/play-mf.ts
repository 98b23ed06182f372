import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** The most that a digit may last. */
const LONGEST_MS = 60_000;

/** PlayMF: plays a multi-frequency digit, as exchanges signalled among themselves, to a channel's far end. */
export const action = defineManagerAction({
  name: 'PlayMF',
  module: 'manager',
  synopsis: 'Play MF digit on a specific channel.',
  arguments: 'Channel Digit [Duration]',
  classes: ['call'],
  run(context, request) {
    const channel = context.use(channelsPort).find(request.header('Channel'));
    if (!channel) return managerError('Channel not found');
    const digit = request.header('Digit').charAt(0);
    if (digit === '') return managerError('No digit specified');
    const told = request.header('Duration');
    const wanted = told === '' ? 0 : Number.parseInt(told, 10);
    if (Number.isNaN(wanted)) return managerError('Could not convert Duration parameter');
    const lasts = wanted > 0 ? Math.min(LONGEST_MS, wanted) : '';
    const dialplan = context.use(dialplanPort);
    const call = dialplan.callOf(channel);
    void dialplan.runGuarded(call, () => dialplan.execute(call, 'SendMF', `${digit},,${lasts},${lasts},${lasts}`));
    return managerSuccess('MF successfully queued');
  },
});
