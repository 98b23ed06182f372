import { bridgeTechnology } from '../../../channel/bridge/technology-names.ts';
import { actionMark, defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';
import { bridgesPort } from '../../../pbx/ports/bridges.ts';
import { bridgeHeaders } from '../bridge-headers.ts';

/** BridgeList: all bridges, or those that are joined in one way. */
export const action = defineManagerAction({
  name: 'BridgeList',
  module: 'manager',
  synopsis: 'Get a list of bridges in the system.',
  arguments: '[BridgeType]',
  classes: [],
  run(context, request) {
    const technology = request.header('BridgeType').toLowerCase();
    const bridges = context.use(bridgesPort).list();
    return managerList(request, {
      message: 'Bridge listing will follow',
      items: bridges
        .filter(({ bridge }) => technology === '' || bridgeTechnology(bridge.kind) === technology)
        .map(({ bridge }) => [['Event', 'BridgeListItem'], ...actionMark(request), ...bridgeHeaders(bridge)]),
      complete: 'BridgeListComplete',
    });
  },
});
