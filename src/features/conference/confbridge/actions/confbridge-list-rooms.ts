import { defineManagerAction, type ManagerHeaders, managerError } from '../../../../extend/define-manager-action.ts';
import { confbridgePort } from '../../hall.ts';

/** List active conferences. */
export const action = defineManagerAction({
  name: 'ConfbridgeListRooms',
  module: 'app_confbridge',
  synopsis: 'List active conferences.',
  classes: ['reporting'],
  run(context, request) {
    const conferences = context.use(confbridgePort).list();
    if (conferences.length === 0) return managerError('No active conferences.');
    const mark: ManagerHeaders = request.actionId === '' ? [] : [['ActionID', request.actionId]];
    const yes = (on: boolean): string => (on ? 'Yes' : 'No');
    const rooms = conferences.map(
      (one): ManagerHeaders => [
        ['Event', 'ConfbridgeListRooms'],
        ...mark,
        ['Conference', one.name],
        ['Parties', String(one.participants.length)],
        ['Marked', String(one.markedCount)],
        ['Locked', yes(one.locked)],
        ['Muted', yes(one.othersMuted)],
      ],
    );
    const end: ManagerHeaders = [
      ['Event', 'ConfbridgeListRoomsComplete'],
      ...mark,
      ['EventList', 'Complete'],
      ['ListItems', String(rooms.length)],
    ];
    return {
      response: 'Success',
      before: [['EventList', 'start']],
      message: 'Confbridge conferences will follow',
      events: [...rooms, end],
    };
  },
});
