import { pressFor } from '../../../channel/bridge/transfer-by-wish.ts';
import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** CancelAtxfer: gives an attended transfer up, as if the channel had dialled the code for that. */
export const action = defineManagerAction({
  name: 'CancelAtxfer',
  module: 'manager',
  synopsis: 'Cancel an attended transfer.',
  arguments: 'Channel',
  classes: ['call'],
  async run(context, request) {
    const name = request.header('Channel');
    if (name === '') return managerError('No channel specified');
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError('Channel specified does not exist');
    const dialplan = context.use(dialplanPort);
    const code = await dialplan.readFunction(dialplan.callOf(channel), 'FEATURE(atxferabort)');
    if (code === '') return managerError('No disconnect feature code found');
    pressFor(channel, code);
    return managerSuccess('CancelAtxfer successfully queued');
  },
});
