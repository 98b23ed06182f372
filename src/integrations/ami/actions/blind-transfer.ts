import { transferBlindly } from '../../../channel/bridge/transfer-by-wish.ts';
import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** BlindTransfer: sends the party that a channel talks to elsewhere. */
export const action = defineManagerAction({
  name: 'BlindTransfer',
  module: 'manager',
  synopsis: 'Blind transfer channel(s) to the given destination',
  arguments: 'Channel [Context] [Exten]',
  classes: ['call'],
  run(context, request) {
    const name = request.header('Channel');
    const exten = request.header('Exten');
    if (name === '') return managerError('No channel specified');
    if (exten === '') return managerError('No extension specified');
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError('Channel specified does not exist');
    const target = { context: request.header('Context') || channel.position.context, exten, priority: 1 };
    return transferBlindly(context.bus, channel, target)
      ? managerSuccess('Transfer succeeded')
      : managerError('Transfer invalid');
  },
});
