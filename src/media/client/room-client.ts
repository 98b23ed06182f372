import type {
  MediaLeg,
  MediaRoom,
  PlayItem,
  Playing,
  Recording,
  RecordOptions,
  RoomMember,
  RoomMemberOptions,
  RoomOptions,
} from '../facade.ts';
import type { LegOwner } from './leg-client.ts';

/** The owner's handle of a room; all it does is send commands. */
export class RoomClient implements MediaRoom {
  readonly #engine: LegOwner;
  readonly #room: number;
  #closed = false;

  constructor(engine: LegOwner, options: RoomOptions) {
    this.#engine = engine;
    this.#room = engine.nextId();
    engine.command({ op: 'open-room', room: this.#room, rate: options.rate });
  }

  join(leg: MediaLeg, options: RoomMemberOptions = {}): RoomMember {
    const engine = this.#engine;
    const member = engine.nextId();
    engine.command({ op: 'join-room', room: this.#room, member, leg: leg.id, options });
    let left = false;
    return {
      update(changed) {
        if (!left) engine.command({ op: 'change-member', member, options: changed });
      },
      leave() {
        if (!left) engine.command({ op: 'leave-room', member });
        left = true;
      },
    };
  }

  play(items: readonly PlayItem[]): Playing {
    const { id, done } = this.#engine.awaitPlay();
    this.#engine.command({ op: 'play-room', room: this.#room, play: id, items });
    return { done, stop: () => this.#engine.command({ op: 'stop-play-room', room: this.#room, play: id }) };
  }

  record(options: RecordOptions): Recording {
    const { id, done } = this.#engine.awaitRecording();
    this.#engine.command({ op: 'record-room', room: this.#room, recording: id, options });
    return {
      done,
      stop: (trimMs = 0) => this.#engine.command({ op: 'stop-record', recording: id, trimMs }),
      pause: (on) => this.#engine.command({ op: 'pause-record', recording: id, on }),
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#engine.command({ op: 'close-room', room: this.#room });
  }
}
