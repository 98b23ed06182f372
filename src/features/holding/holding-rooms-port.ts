import { definePort } from '../../base/port.ts';
import type { Call } from '../../channel/call.ts';
import { HoldingRoom } from './holding-room.ts';

/** The rooms of BridgeWait() by name. */
export class HoldingRooms {
  readonly #rooms = new Map<string, HoldingRoom>();

  /** The room of that name, opened for `call` where there is none. */
  open(name: string, call: Call): HoldingRoom {
    const known = this.#rooms.get(name);
    if (known) return known;
    const room = new HoldingRoom(name, call);
    this.#rooms.set(name, room);
    return room;
  }

  /** Forgets rooms that nobody is in any more. */
  tidy(): void {
    for (const [name, room] of this.#rooms) if (room.empty) this.#rooms.delete(name);
  }

  /** How many there are. */
  get size(): number {
    return this.#rooms.size;
  }
}

/** @see HoldingRooms */
export const holdingRoomsPort = definePort<HoldingRooms>('holding-rooms');
