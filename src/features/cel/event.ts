import type { ChannelSnapshot } from '../../channel/snapshot.ts';

/** The kinds of events, in the order in which `cel show status` lists them. */
export const CEL_KINDS = [
  'CHAN_START',
  'CHAN_END',
  'HANGUP',
  'ANSWER',
  'APP_START',
  'APP_END',
  'BRIDGE_ENTER',
  'BRIDGE_EXIT',
  'PARK_START',
  'PARK_END',
  'BLINDTRANSFER',
  'ATTENDEDTRANSFER',
  'USER_DEFINED',
  'LINKEDID_END',
  'PICKUP',
  'FORWARD',
  'LOCAL_OPTIMIZE',
] as const;

/** The kind of an event. */
export type CelKind = (typeof CEL_KINDS)[number];

/** Something that has happened on a channel. */
export interface CelEvent {
  readonly kind: CelKind;
  /** What a USER_DEFINED one is called; empty for others. */
  readonly userName: string;
  /** Epoch milliseconds, with a fraction. */
  readonly timeMs: number;
  readonly channel: ChannelSnapshot;
  readonly ani: string;
  readonly rdnis: string;
  readonly amaFlags: number;
  readonly userField: string;
  readonly peerAccount: string;
  /** The other channels concerned, with commas between them. */
  readonly peer: string;
  /** What is told besides, as JSON; empty where there is nothing. */
  readonly extra: string;
}
