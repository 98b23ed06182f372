import { kickFromBridge } from '../../../channel/bridge/kick.ts';
import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { bridgesPort } from '../../../pbx/ports/bridges.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** BridgeDestroy: sends all out of a bridge. */
export const action = defineManagerAction({
  name: 'BridgeDestroy',
  module: 'manager',
  synopsis: 'Destroy a bridge.',
  arguments: 'BridgeUniqueid',
  classes: [],
  run(context, request) {
    const id = request.header('BridgeUniqueid');
    if (id === '') return managerError('BridgeUniqueid must be provided');
    const live = context
      .use(bridgesPort)
      .list()
      .find(({ bridge }) => bridge.id === id);
    if (!live) return managerError('Specified BridgeUniqueid not found');
    for (const uniqueId of live.members) {
      const channel = context.use(channelsPort).find(uniqueId);
      if (channel) kickFromBridge(channel);
    }
    return { response: 'Success', message: 'Bridge has been destroyed' };
  },
});
