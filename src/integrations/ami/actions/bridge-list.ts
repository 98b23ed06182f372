import { actionMark, defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';
import { bridgesPort } from '../../../pbx/ports/bridges.ts';
import { bridgeHeaders } from '../bridge-headers.ts';

/** BridgeList: all bridges, or those of one kind. */
export const action = defineManagerAction({
  name: 'BridgeList',
  module: 'manager',
  synopsis: 'Get a list of bridges in the system.',
  classes: [],
  run(context, request) {
    const kind = request.header('BridgeType');
    const bridges = context.use(bridgesPort).list();
    return managerList(request, {
      message: 'Bridge listing will follow',
      items: bridges
        .filter(({ bridge }) => kind === '' || bridge.kind === kind)
        .map(({ bridge }) => [['Event', 'BridgeListItem'], ...actionMark(request), ...bridgeHeaders(bridge)]),
      complete: 'BridgeListComplete',
    });
  },
});
