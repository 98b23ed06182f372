import { actionMark, defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { bridgesPort } from '../../../pbx/ports/bridges.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { bridgeHeaders } from '../bridge-headers.ts';
import { snapshotHeaders } from '../snapshot-headers.ts';

/** BridgeInfo: who is in a bridge. */
export const action = defineManagerAction({
  name: 'BridgeInfo',
  module: 'manager',
  synopsis: 'Get information about a bridge.',
  arguments: 'BridgeUniqueid',
  classes: [],
  tells: [
    { name: 'BridgeInfoChannel', synopsis: 'A channel in the bridge.', fields: '[ActionID] {channel}' },
    {
      name: 'BridgeInfoComplete',
      synopsis: 'The bridge, after its channels.',
      fields: '[ActionID] EventList ListItems {bridge}',
    },
  ],
  run(context, request) {
    const id = request.header('BridgeUniqueid');
    if (id === '') return managerError('BridgeUniqueid must be provided');
    const found = context
      .use(bridgesPort)
      .list()
      .find(({ bridge }) => bridge.id === id);
    if (!found) return managerError('Specified BridgeUniqueid not found');
    const channels = context.use(channelsPort);
    const mark = actionMark(request);
    const members = found.members.flatMap((uniqueId) => {
      const channel = channels.find(uniqueId);
      return channel
        ? [[['Event', 'BridgeInfoChannel'], ...mark, ...snapshotHeaders(channel.snapshot())] as const]
        : [];
    });
    return {
      response: 'Success',
      before: [['EventList', 'start']],
      message: 'Bridge channel listing will follow',
      events: [
        ...members,
        [
          ['Event', 'BridgeInfoComplete'],
          ...mark,
          ['EventList', 'Complete'],
          ['ListItems', String(members.length)],
          ...bridgeHeaders(found.bridge),
        ],
      ],
    };
  },
});
