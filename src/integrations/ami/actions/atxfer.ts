import { pressFor } from '../../../channel/bridge/transfer-by-wish.ts';
import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** Atxfer: begins an attended transfer, as if the channel had dialled its code and the extension. */
export const action = defineManagerAction({
  name: 'Atxfer',
  module: 'manager',
  synopsis: 'Attended transfer.',
  arguments: 'Channel Exten [Context]',
  classes: ['call'],
  async run(context, request) {
    const name = request.header('Channel');
    const exten = request.header('Exten');
    const place = request.header('Context');
    if (name === '') return managerError('No channel specified');
    const channel = context.use(channelsPort).find(name);
    if (exten === '') return managerError('No extension specified');
    if (!channel) return managerError('Channel specified does not exist');
    const dialplan = context.use(dialplanPort);
    const code = await dialplan.readFunction(dialplan.callOf(channel), 'FEATUREMAP(atxfer)');
    if (code === '') return managerError('No attended transfer feature code found');
    if (place !== '') channel.variables.set('TRANSFER_CONTEXT', place);
    pressFor(channel, `${code}${exten}`);
    return managerSuccess('Atxfer successfully queued');
  },
});
