import { actionMark, defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';

/** What Asterisk calls its ways to join channels, with their kinds and priorities, for clients that look for them. */
const TECHNOLOGIES = [
  ['native_rtp', 'Native', 90],
  ['holding_bridge', 'Holding', 50],
  ['simple_bridge', '1to1Mix', 50],
  ['softmix', 'MultiMix', 10],
] as const;

/** BridgeTechnologyList: the ways in which channels are joined. */
export const action = defineManagerAction({
  name: 'BridgeTechnologyList',
  module: 'manager',
  synopsis: 'List available bridging technologies and their statuses.',
  classes: [],
  run: (_context, request) =>
    managerList(request, {
      message: 'Bridge technology listing will follow',
      items: TECHNOLOGIES.map(([name, kind, priority]) => [
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
