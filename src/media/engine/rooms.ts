import type { Ms } from '../../base/duration.ts';
import type { SoundCache } from '../format/sound-cache.ts';
import type { Leg, LegHost } from './leg.ts';
import { Player } from './player.ts';
import type { RoomCommand } from './protocol.ts';
import type { Recorder } from './recorder.ts';
import { Room } from './room.ts';
import type { RoomMember } from './room-member.ts';

/** What rooms need of the engine around them. */
export interface RoomsHost extends LegHost {
  leg(id: number): Leg | undefined;
  /** Undefined when it has failed already, and its owner has been told. */
  openRecorder(command: RoomCommand & { op: 'record-room' }): Recorder | undefined;
  fail(leg: Leg | undefined, error: unknown): void;
}

/** The rooms of an engine. */
export class Rooms {
  readonly #host: RoomsHost;
  readonly #sounds: SoundCache;
  readonly #rooms = new Map<number, Room>();
  readonly #members = new Map<number, RoomMember>();

  constructor(host: RoomsHost, sounds: SoundCache) {
    this.#host = host;
    this.#sounds = sounds;
  }

  /** True while {@link Rooms.tick} is wanted every 20 ms. */
  get busy(): boolean {
    for (const room of this.#rooms.values()) if (room.busy) return true;
    return false;
  }

  /** Mixes 20 ms in each room. A room that fails is closed and reported; the others go on. */
  tick(nowMs: Ms): void {
    for (const [id, room] of this.#rooms) {
      try {
        if (room.busy) room.tick(nowMs);
      } catch (error) {
        this.#rooms.delete(id);
        this.#host.fail(undefined, error);
        room.close();
      }
    }
  }

  /** Ends what is played and recorded in all of them. */
  close(): void {
    for (const room of this.#rooms.values()) room.close();
    this.#rooms.clear();
    this.#members.clear();
  }

  apply(command: RoomCommand): void {
    switch (command.op) {
      case 'open-room':
        this.#open(command);
        return;
      case 'close-room':
        this.#rooms.get(command.room)?.close();
        this.#rooms.delete(command.room);
        return;
      case 'join-room':
        this.#join(command);
        return;
      case 'change-member':
        this.#members.get(command.member)?.update(command.options);
        return;
      case 'leave-room':
        this.#leave(command.member);
        return;
      case 'play-room':
        this.#play(command);
        return;
      case 'stop-play-room':
        this.#rooms.get(command.room)?.stopPlaying(command.play);
        return;
      case 'record-room':
        this.#record(command);
        return;
    }
  }

  #open(command: RoomCommand & { op: 'open-room' }): void {
    const room = new Room(command.rate, (player, reason) =>
      this.#host.emit({ type: 'play-end', play: player.id, end: player.end(reason) }),
    );
    this.#rooms.set(command.room, room);
  }

  #join(command: RoomCommand & { op: 'join-room' }): void {
    const room = this.#rooms.get(command.room);
    const leg = this.#host.leg(command.leg);
    if (!room || !leg) return;
    const id = command.member;
    const member = room.join(leg, command.options, () => this.#members.delete(id));
    this.#members.set(id, member);
  }

  #leave(id: number): void {
    const member = this.#members.get(id);
    if (member?.leg.route === member) member?.leg.setRoute(undefined);
  }

  #play({ room: id, play, items }: RoomCommand & { op: 'play-room' }): void {
    const room = this.#rooms.get(id);
    if (room) room.play(new Player(play, items, this.#sounds, undefined));
    else this.#host.emit({ type: 'play-end', play, end: { reason: 'closed', playedMs: 0 } });
  }

  #record(command: RoomCommand & { op: 'record-room' }): void {
    const room = this.#rooms.get(command.room);
    if (!room) {
      const end = { reason: 'closed', durationMs: 0 } as const;
      this.#host.emit({ type: 'record-end', recording: command.recording, end });
      return;
    }
    const recorder = this.#host.openRecorder(command);
    if (recorder) room.record(recorder);
  }
}
