import type { DigitEvent } from '../../media/facade.ts';
import { type AttachmentKey, defineAttachment } from '../attachment.ts';
import type { Channel } from '../channel.ts';
import type { BridgeSnapshot } from '../events.ts';

/** A party's place in a bridge of two. A transfer moves parties from seat to seat; no channel takes on another's identity. */
export interface BridgeSeat {
  /** Who sits opposite. */
  readonly peer: Channel;
  /** The bridge, as it is now. */
  readonly bridge: BridgeSnapshot;
  /** The first party runs the bridge, or is run by whoever does; the second belongs to the first's run. */
  readonly role: 'first' | 'second';
  /** Takes the second party out: the bridge ends, and the channel belongs to whoever asked. */
  takeSecond(): Channel;
  /**
   * Puts another in the place of the second party. It belongs to the first's run, unless it runs a dialplan of its own.
   * @returns the former one, who belongs to whoever asked.
   */
  replaceSecond(by: Channel): Channel;
  /** The first party is joined elsewhere meanwhile, and its run waits here until {@link over}. @returns the second, who belongs to whoever asked. */
  rest(): Channel;
  /** Ends the bridge as if the second party had gone. */
  over(): void;
  /** Sends a digit to the peer. */
  passDigit(digit: string, durationMs: number): void;
  /** Puts the peer on hold, or takes it back. */
  holdPeer(held: boolean): void;
  /**
   * This party leaves for a while; the peer waits and hears music until what is returned says how it goes on.
   * @param stays it is told of as in the bridge until {@link SteppedOut.leave}.
   */
  stepOut(stays?: boolean): SteppedOut;
  /** The same for a peer that is joined elsewhere meanwhile: it leaves first, and hears nothing of it; this party leaves by {@link SteppedOut.leave}. */
  sendPeerAway(): SteppedOut;
  /** Calls `listener` once when the bridge ends, for whatever reason. */
  onEnd(listener: () => void): void;
}

/** The place that a party has left for a while. One of `back`, `replace`, `take` and `over` ends that. */
export interface SteppedOut {
  /** Who waits. */
  readonly peer: Channel;
  /** The role of the one who has left. */
  readonly role: 'first' | 'second';
  /** It leaves the bridge itself, where it has stayed in it so far. */
  leave(): void;
  /** Calls `listener` when the one who waits hangs up; the bridge does not end by that. */
  onPeerGone(listener: () => void): void;
  /** The party comes back; until it leaves again it may do by digits what `features` say. */
  back(features?: DigitFeatures): void;
  /** Another takes the place of the second party. @returns the former one, who belongs to whoever asked. */
  replace(by: Channel): Channel;
  /** The second party, whichever has left, belongs to whoever asked; the bridge is over. */
  take(): Channel;
  /** The bridge is over, as if the one who has left had hung up. */
  over(): void;
}

/** Follows the digits of one party of a bridge. */
export interface DigitWatch {
  /** Sees each digit; true keeps it from the other side. */
  digit(event: DigitEvent): boolean;
  /** The party leaves. Digits that have been kept and came to nothing are lost. */
  close(): void;
}

/** Knows what parties may do by digits; the port of the same name is one. */
export interface DigitFeatures {
  /** A watch for a party that joins a bridge; undefined where it may do nothing. Its bridge closes it. */
  watch(party: Channel, seat: BridgeSeat): DigitWatch | undefined;
}

/** Where a channel in a bridge of two keeps its seat. */
export const bridgeSeat: AttachmentKey<BridgeSeat> = defineAttachment('bridge-seat');
