import { formatClock } from '../../../base/duration.ts';
import { actionMark, defineManagerAction, listEnd, managerList } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { snapshotHeaders } from '../snapshot-headers.ts';

/** CoreShowChannels: all live channels. */
export const action = defineManagerAction({
  name: 'CoreShowChannels',
  module: 'manager',
  synopsis: 'List currently active channels.',
  classes: ['system', 'reporting'],
  tells: [
    {
      name: 'CoreShowChannel',
      synopsis: 'A live channel.',
      fields: '[ActionID] {channel} Application ApplicationData Duration BridgeId',
    },
    listEnd('CoreShowChannelsComplete'),
  ],
  run(context, request) {
    const nowMs = context.clock.now();
    const items = context
      .use(channelsPort)
      .list()
      .map((channel) => {
        const snapshot = channel.snapshot();
        return [
          ['Event', 'CoreShowChannel'],
          ...actionMark(request),
          ...snapshotHeaders(snapshot),
          ['Application', snapshot.application],
          ['ApplicationData', snapshot.applicationData],
          ['Duration', formatClock(nowMs - snapshot.createdMs)],
          ['BridgeId', snapshot.bridgeId ?? ''],
        ] as const;
      });
    return managerList(request, { message: 'Channels will follow', items, complete: 'CoreShowChannelsComplete' });
  },
});
