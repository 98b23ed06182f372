import type { DigitEvent } from '../media/facade.ts';
import type { Cause } from './cause.ts';
import type { Party } from './party.ts';
import type { DialplanTarget } from './position.ts';
import type { ChannelState } from './state.ts';

/** Settings of a channel that drivers preset and the dialplan reads and writes through CHANNEL(). */
export interface ChannelSettings {
  language: string;
  accountCode: string;
  peerAccount: string;
  amaFlags: number;
  musicClass: string;
  toneZone: string;
  userField: string;
  callGroup: string;
  pickupGroup: string;
  /** Call groups and pickup groups by name, joined by commas. */
  namedCallGroup: string;
  namedPickupGroup: string;
  parkingLot: string;
  /** The channel that has ended the call, where that is known. */
  hangupSource: string;
  /** How often a call of this channel may be forwarded. */
  maxForwards: number;
}

/** What {@link Channel.update} changes. */
export interface ChannelChange {
  readonly caller?: Party;
  readonly connected?: Party;
  readonly accountCode?: string;
  /** What stands for an application while the channel is being dialled: `AppDial`, `AppDial2`. */
  readonly application?: string;
}

/** How a far end that never answered went away: busy, no way through, nobody there, or just gone (counted by its cause). */
export type FarFailure = 'busy' | 'congestion' | 'unavailable' | 'ended';

/** Told what happens on a channel, synchronously and in order. All methods are optional. */
export interface ChannelListener {
  onRinging?(): void;
  /** Who the far end is may be told to the caller. */
  onIdentified?(): void;
  onProceeding?(): void;
  /** Early media has begun or may begin. */
  onProgress?(): void;
  onAnswered?(): void;
  /** The far end has hung up, or somebody has asked for the end. */
  onHangup?(cause: Cause): void;
  /** The far end wants the call to go elsewhere (302): a resource of the same technology. */
  onForwarded?(resource: string): void;
  onDigit?(event: DigitEvent, via: 'media' | 'signalling'): void;
  onHold?(held: boolean): void;
  /** Somebody has sent this channel elsewhere in the dialplan. */
  onRedirect?(target: DialplanTarget): void;
}

/** How a channel is made; by drivers, through `ChannelTable.create`. */
export interface ChannelInit {
  readonly technology: string;
  readonly name: string;
  readonly uniqueId: string;
  readonly linkedId: string;
  readonly state: ChannelState;
  readonly start: DialplanTarget;
}
