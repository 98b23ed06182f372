import type { ConfigFiles } from '../../../pbx/ports/config-files.ts';
import type { Conference } from '../conference.ts';
import { meetmeSchema } from '../files/meetme-conf.ts';
import type { ConferenceHall } from '../hall.ts';
import type { RoomSettings } from '../settings.ts';

/** What is known of a room beyond those who are in it. */
export interface MeetmeRoom {
  readonly number: string;
  readonly pin: string;
  readonly adminPin: string;
  /** Made by somebody who came, not by meetme.conf. */
  readonly dynamic: boolean;
}

/** MeetMe's rooms: those of meetme.conf, and those that somebody has made by coming. */
export class MeetmeRooms {
  readonly hall: ConferenceHall;
  readonly #files: ConfigFiles;
  readonly #open = new WeakMap<Conference, MeetmeRoom>();

  constructor(hall: ConferenceHall, files: ConfigFiles) {
    this.hall = hall;
    this.#files = files;
  }

  /** The rooms of meetme.conf as it stands now. */
  fixed(): MeetmeRoom[] {
    return this.#files.load(meetmeSchema).values.rooms.values.conf.map(({ value }) => {
      const [number = '', pin = '', adminPin = ''] = value.text.split(/[,|]/).map((part) => part.trim());
      return { number, pin, adminPin, dynamic: false };
    });
  }

  /** The room of that number: the one that is open, or the one of meetme.conf. */
  find(number: string): MeetmeRoom | undefined {
    const conference = this.hall.find(number);
    if (conference) return this.roomOf(conference);
    return this.fixed().find((room) => room.number === number);
  }

  /** Its conference, which begins where there is none; somebody must enter it in the same turn. */
  open(room: MeetmeRoom, settings: RoomSettings): Conference {
    const conference = this.hall.open(room.number, settings);
    if (!this.#open.has(conference)) this.#open.set(conference, room);
    return conference;
  }

  /** The room in which a conference goes on. */
  roomOf(conference: Conference): MeetmeRoom {
    return this.#open.get(conference) ?? { number: conference.name, pin: '', adminPin: '', dynamic: true };
  }
}
