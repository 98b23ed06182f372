import { bridgeTechnologies } from '../../../channel/bridge/technology-names.ts';
import { actionMark, defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';

/** BridgeTechnologyList: the ways in which channels are joined. */
export const action = defineManagerAction({
  name: 'BridgeTechnologyList',
  module: 'manager',
  synopsis: 'List available bridging technologies and their statuses.',
  classes: [],
  run: (_context, request) =>
    managerList(request, {
      message: 'Bridge technology listing will follow',
      items: bridgeTechnologies.map(([name, kind, priority]) => [
        ['Event', 'BridgeTechnologyListItem'],
        ['BridgeTechnology', name],
        ['BridgeType', kind],
        ['BridgePriority', String(priority)],
        ['BridgeSuspended', 'No'],
        ...actionMark(request),
      ]),
      complete: 'BridgeTechnologyListComplete',
    }),
});
