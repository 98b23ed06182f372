import {
  actionMark,
  defineManagerAction,
  type ManagerHeaders,
  managerError,
  managerList,
} from '../../../../extend/define-manager-action.ts';
import type { Conference } from '../../conference.ts';
import type { Participant } from '../../participant.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

/** Those who take part in a conference, or in all of them. @see Asterisk: MeetmeList */
export const action = defineManagerAction({
  name: 'MeetmeList',
  module: 'app_meetme',
  synopsis: 'List participants in a conference.',
  arguments: '[Conference]',
  classes: ['reporting'],
  run(context, request) {
    const conferences = context.use(meetmeRoomsPort).hall.list();
    if (conferences.length === 0) return managerError('No active conferences.');
    const wanted = request.header('Conference');
    const items = conferences
      .filter(({ name }) => wanted === '' || name === wanted)
      .flatMap((conference) =>
        conference.participants.map(
          (one): ManagerHeaders => [
            ['Event', 'MeetmeList'],
            ...actionMark(request),
            ['Conference', conference.name],
            ...headersOf(conference, one),
          ],
        ),
      );
    return managerList(request, { message: 'Meetme user list will follow', items, complete: 'MeetmeListComplete' });
  },
});

function headersOf(conference: Conference, one: Participant): ManagerHeaders {
  const { settings, channel } = one;
  const { caller, connected } = channel.parties;
  const talking = one.talking ? 'Yes' : 'No';
  return [
    ['UserNumber', String(one.number)],
    ['CallerIDNum', caller.number || '<unknown>'],
    ['CallerIDName', caller.name || '<no name>'],
    ['ConnectedLineNum', connected.number || '<unknown>'],
    ['ConnectedLineName', connected.name || '<no name>'],
    ['Channel', channel.name],
    ['Admin', settings.admin ? 'Yes' : 'No'],
    ['Role', roleOf(one)],
    ['MarkedUser', settings.marked ? 'Yes' : 'No'],
    ['Muted', mutedBy(conference, one)],
    ['Talking', settings.talkDetection === undefined ? 'Not monitored' : talking],
  ];
}

function roleOf({ settings }: Participant): string {
  if (!settings.talks) return 'Listen only';
  return settings.listens ? 'Talk and listen' : 'Talk only';
}

function mutedBy(conference: Conference, one: Participant): string {
  if (conference.isHeard(one)) return 'No';
  return one.mutedBySelf ? 'By self' : 'By admin';
}
