import { formatClock } from '../../../../base/duration.ts';
import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import type { Conference } from '../../conference.ts';
import type { Participant } from '../../participant.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

/** `meetme list` */
export const command = defineCliCommand({
  command: 'meetme list [<conference>]',
  module: 'app_meetme',
  synopsis: 'List all conferences or those who take part in one',
  usage: 'Lists the conferences with the number of users and marked users, or who takes part in one.',
  run(context, [number]) {
    const rooms = context.use(meetmeRoomsPort);
    const nowMs = context.clock.now();
    if (number !== undefined) {
      const conference = rooms.hall.find(number);
      return conference ? people(conference, context.clock.monotonic()) : 'No active conferences by that number.\n';
    }
    const all = rooms.hall.list();
    if (all.length === 0) return 'No active MeetMe conferences.\n';
    const rows = all.map((one) => {
      const parties = String(one.participants.length).padStart(4, '0');
      const marked = one.markedCount === 0 ? 'N/A ' : String(one.markedCount).padStart(4, '0');
      const creation = rooms.roomOf(one).dynamic ? 'Dynamic' : 'Static';
      return row(one.name, parties, marked, formatClock(nowMs - one.startedMs), creation, one.locked ? 'Yes' : 'No');
    });
    const total = all.reduce((sum, { participants }) => sum + participants.length, 0);
    const header = row('Conf Num', 'Parties', 'Marked', 'Activity', 'Creation', 'Locked');
    return `${header}${rows.join('')}* Total number of MeetMe users: ${total}\n`;
  },
});

function row(
  name: string,
  parties: string,
  marked: string,
  activity: string,
  creation: string,
  locked: string,
): string {
  const cells = [name.padEnd(14), parties.padEnd(14), marked.padEnd(10), activity.padEnd(8)];
  return `${cells.join(' ')}  ${creation.padEnd(8)}  ${locked.padEnd(6)}\n`;
}

function people(conference: Conference, nowMs: number): string {
  const lines = conference.participants.map((one) => {
    const { caller } = one.channel.parties;
    const name = `${(caller.number || '<unknown>').padStart(12)} ${(caller.name || '<no name>').padEnd(20)}`;
    const marks = marksOf(conference, one).map((mark) => ` ${mark}`);
    return `User #: ${String(one.number).padStart(2, '0')} ${name} Channel: ${one.channel.name}${marks.join('')} ${formatClock(nowMs - one.joinedMs)}\n`;
  });
  return `${lines.join('')}${conference.participants.length} users in that conference.\n`;
}

function marksOf(conference: Conference, one: Participant): string[] {
  const { settings } = one;
  return [
    settings.admin ? '(Admin)' : '',
    settings.talks ? '' : '(Listen only)',
    settings.marked ? '(Marked)' : '',
    one.waiting ? '(Waiting)' : '',
    conference.isHeard(one) ? '' : '(Muted)',
    one.asksToTalk ? '(Request to Talk)' : '',
    one.talking ? '(talking)' : '',
  ].filter((mark) => mark !== '');
}
