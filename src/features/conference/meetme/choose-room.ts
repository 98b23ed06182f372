import type { Call } from '../../../channel/call.ts';
import { askDigits, askPin, sayOn } from '../ask-pin.ts';
import { defaultSounds } from '../settings.ts';
import type { MeetmeRoom, MeetmeRooms } from './meetme-rooms.ts';
import type { MeetmeOptions } from './options.ts';

const MOST_TRIES = 3;

/** What a caller of MeetMe() has asked for. */
export interface MeetmeWish {
  readonly number: string;
  readonly pin: string;
  readonly options: MeetmeOptions;
}

/** A room that a caller may enter, and whether as an administrator. */
export interface Admission {
  readonly room: MeetmeRoom;
  readonly admin: boolean;
}

/** Finds out which room a caller wants and lets it in by PIN. Undefined where it has not come to one; the caller has been told. */
export async function chooseRoom(call: Call, rooms: MeetmeRooms, wish: MeetmeWish): Promise<Admission | undefined> {
  const { options } = wish;
  if (wish.number !== '') return admit(call, rooms, wish, wish.number);
  if (options.has('e') || options.has('E')) {
    const empty = emptyRoom(rooms, options.has('E'));
    if (empty) {
      if (!options.has('q'))
        await sayOn(call, ['conf-enteringno', ...[...empty.number].map((digit) => `digits/${digit}`)]);
      return admit(call, rooms, wish, empty.number);
    }
    await sayOn(call, ['conf-noempty']);
    return undefined;
  }
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const number = await askDigits(call, 'conf-getconfno');
    const admission = number === '' ? undefined : await admit(call, rooms, wish, number);
    if (admission) return admission;
  }
  return undefined;
}

function emptyRoom(rooms: MeetmeRooms, pinless: boolean): MeetmeRoom | undefined {
  return rooms.fixed().find(({ number, pin }) => number !== '' && !rooms.hall.find(number) && (!pinless || pin === ''));
}

async function admit(call: Call, rooms: MeetmeRooms, wish: MeetmeWish, number: string): Promise<Admission | undefined> {
  const { options } = wish;
  const admin = options.has('a');
  const room = rooms.find(number);
  if (!room) {
    if (options.has('d')) return { room: { number, pin: wish.pin, adminPin: '', dynamic: true }, admin };
    if (options.has('D'))
      return {
        room: { number, pin: wish.pin || (await askDigits(call, 'conf-getpin')), adminPin: '', dynamic: true },
        admin,
      };
    await sayOn(call, ['conf-invalid']);
    return undefined;
  }
  const asks = admin ? room.adminPin !== '' : room.pin !== '';
  if (!asks && !(options.has('P') && (room.pin !== '' || room.adminPin !== ''))) return { room, admin };
  const accept = (pin: string): Admission | undefined => {
    if (room.adminPin !== '' && pin === room.adminPin) return { room, admin: true };
    return pin === room.pin && (room.adminPin === '' || !admin) ? { room, admin } : undefined;
  };
  if (wish.pin === '' || options.has('P')) return askPin(call, defaultSounds, accept);
  const given = accept(wish.pin);
  if (!given) await sayOn(call, [defaultSounds.invalidPin]);
  return given;
}
