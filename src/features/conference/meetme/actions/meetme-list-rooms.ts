import { formatClock } from '../../../../base/duration.ts';
import {
  actionMark,
  defineManagerAction,
  managerError,
  managerList,
} from '../../../../extend/define-manager-action.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

/** The conferences that go on. @see Asterisk: MeetmeListRooms */
export const action = defineManagerAction({
  name: 'MeetmeListRooms',
  module: 'app_meetme',
  synopsis: 'List active conferences.',
  classes: ['reporting'],
  run(context, request) {
    const rooms = context.use(meetmeRoomsPort);
    const conferences = rooms.hall.list();
    if (conferences.length === 0) return managerError('No active conferences.');
    const nowMs = context.clock.now();
    const items = conferences.map(
      (one) =>
        [
          ['Event', 'MeetmeListRooms'],
          ...actionMark(request),
          ['Conference', one.name],
          ['Parties', String(one.participants.length)],
          ['Marked', one.markedCount === 0 ? 'N/A' : String(one.markedCount).padStart(4, '0')],
          ['Activity', formatClock(nowMs - one.startedMs)],
          ['Creation', rooms.roomOf(one).dynamic ? 'Dynamic' : 'Static'],
          ['Locked', one.locked ? 'Yes' : 'No'],
        ] as const,
    );
    return managerList(request, {
      message: 'Meetme conferences will follow',
      items,
      complete: 'MeetmeListRoomsComplete',
    });
  },
});
