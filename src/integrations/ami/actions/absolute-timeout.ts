import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** AbsoluteTimeout: ends a call so many seconds from now. */
export const action = defineManagerAction({
  name: 'AbsoluteTimeout',
  module: 'manager',
  synopsis: 'Set absolute timeout.',
  arguments: 'Channel Timeout',
  classes: ['system', 'call'],
  async run(context, request) {
    const name = request.header('Channel');
    if (name === '') return managerError('No channel specified');
    const seconds = Math.trunc(Number(request.header('Timeout')));
    if (!(seconds > 0)) return managerError('No timeout specified');
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError('No such channel');
    const dialplan = context.use(dialplanPort);
    await dialplan.assign(dialplan.callOf(channel), 'TIMEOUT(absolute)', String(seconds));
    return managerSuccess('Timeout Set');
  },
});
