import type { Channel } from '../channel.ts';
import type { BridgeSnapshot } from '../events.ts';
import type { BridgeSeat, SteppedOut } from './seat.ts';

/** Which of the two. */
export type Role = BridgeSeat['role'];

/** How a party leaves for a while: it is told of as gone, as in the bridge still, or the peer leaves before it. */
export type BridgeManner = 'leaves' | 'stays' | 'sends-away';

/** What a bridge of two does for those who sit in it. */
export interface SeatOwner {
  /** Who sits opposite now: another may have taken the place since. */
  opposite(role: Role): Channel;
  /** Called once each when the bridge ends. */
  readonly atEnd: Array<() => void>;
  snapshot(): BridgeSnapshot;
  take(): Channel;
  replace(by: Channel): Channel;
  rest(): Channel;
  over(): void;
  /** The party of that role puts the other on hold, or takes it back. */
  hold(role: Role, held: boolean): void;
  stepOut(role: Role, manner: BridgeManner): SteppedOut;
}

/** A party's place in a bridge of two. */
export class Seat implements BridgeSeat {
  readonly peer: Channel;
  readonly role: Role;
  readonly #owner: SeatOwner;

  constructor(owner: SeatOwner, role: Role) {
    this.#owner = owner;
    this.role = role;
    this.peer = owner.opposite(role);
  }

  get bridge(): BridgeSnapshot {
    return this.#owner.snapshot();
  }

  takeSecond(): Channel {
    return this.#owner.take();
  }

  replaceSecond(by: Channel): Channel {
    return this.#owner.replace(by);
  }

  rest(): Channel {
    return this.#owner.rest();
  }

  over(): void {
    this.#owner.over();
  }

  passDigit(digit: string, durationMs: number): void {
    this.#owner.opposite(this.role).sendDigit(digit, durationMs);
  }

  holdPeer(held: boolean): void {
    this.#owner.hold(this.role, held);
  }

  stepOut(stays = false): SteppedOut {
    return this.#owner.stepOut(this.role, stays ? 'stays' : 'leaves');
  }

  sendPeerAway(): SteppedOut {
    return this.#owner.stepOut(this.role, 'sends-away');
  }

  onEnd(listener: () => void): void {
    this.#owner.atEnd.push(listener);
  }
}
