import { kickFromBridge } from '../../../channel/bridge/kick.ts';
import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { bridgesPort } from '../../../pbx/ports/bridges.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** BridgeKick: sends a channel out of its bridge. */
export const action = defineManagerAction({
  name: 'BridgeKick',
  module: 'manager',
  synopsis: 'Kick a channel from a bridge.',
  arguments: '[BridgeUniqueid] Channel',
  classes: [],
  run(context, request) {
    const [name, id] = [request.header('Channel'), request.header('BridgeUniqueid')];
    if (name === '') return managerError('Channel must be provided');
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError('Channel does not exist');
    const bridges = context.use(bridgesPort).list();
    if (id !== '' && !bridges.some(({ bridge }) => bridge.id === id)) return managerError('Bridge not found');
    if (channel.bridgeId === undefined) return managerError('Channel is not in a bridge');
    if (id !== '' && channel.bridgeId !== id) return managerError('Channel kick from bridge failed');
    kickFromBridge(channel);
    return { response: 'Success', message: 'Channel has been kicked' };
  },
});
