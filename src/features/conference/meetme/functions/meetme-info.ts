import { text } from '../../../../extend/argument.ts';
import { defineFunction } from '../../../../extend/define-function.ts';
import type { Conference } from '../../conference.ts';
import type { MeetmeRooms } from '../meetme-rooms.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

const READERS: Readonly<Record<string, (conference: Conference, rooms: MeetmeRooms, nowMs: number) => number>> = {
  lock: ({ locked }) => (locked ? 1 : 0),
  parties: ({ participants }) => participants.length,
  activity: ({ startedMs }, _rooms, nowMs) => Math.floor((nowMs - startedMs) / 1000),
  dynamic: (conference, rooms) => (rooms.roomOf(conference).dynamic ? 1 : 0),
};

/** How a conference of MeetMe() stands. */
export const dialplanFunction = defineFunction({
  name: 'MEETME_INFO',
  module: 'app_meetme',
  synopsis: 'Tells how a conference of MeetMe() stands',
  arguments: {
    what: text('lock, parties, activity (seconds since it began) or dynamic', { required: true }),
    conference: text('its number', { required: true }),
  },
  examples: ['same => n,Set(COUNT=${MEETME_INFO(parties,1234)})'],
  seeAlso: ['MeetMeCount'],
  read(context, { what, conference }) {
    const rooms = context.use(meetmeRoomsPort);
    const found = rooms.hall.find(conference);
    const keyword = what.trim().toLowerCase();
    const reader = Object.hasOwn(READERS, keyword) ? READERS[keyword] : undefined;
    if (!reader) context.log.warning(`Invalid keyword '${what}' passed to MEETME_INFO.`);
    return String(reader && found ? reader(found, rooms, context.clock.now()) : 0);
  },
});
