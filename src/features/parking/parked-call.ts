import type { Timer } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { SteppedOut } from '../../channel/bridge/seat.ts';
import type { Channel } from '../../channel/channel.ts';
import type { DialplanTarget } from '../../channel/position.ts';

/** Why a parked call is no longer parked. */
export type ParkedEnd =
  /** Somebody talks with it, until `over`. */
  | { readonly kind: 'fetched'; readonly over: Promise<void> }
  | { readonly kind: 'sent'; readonly target: DialplanTarget }
  | { readonly kind: 'gone' };

/**
 * How the parked channel is held: it runs Park() itself and waits, it runs an application whose other party has parked it and rests in its
 * bridge, or it runs nothing and belongs to the lot.
 */
export type Holding =
  | { readonly kind: 'waits' }
  | { readonly kind: 'rests'; readonly out: SteppedOut }
  /** `leave` frees it from the bridge in which the one who parked it is told where; it may be called more than once. */
  | { readonly kind: 'owned'; leave(): void };

/** One call on one space. */
export interface ParkedCall {
  readonly channel: Channel;
  readonly space: number;
  readonly parkerDialString: string;
  readonly parkedMs: Ms;
  /** 0: no limit. */
  readonly timeoutMs: Ms;
  /** Where it goes when the time is over, instead of where the lot sends it. */
  readonly comeback: DialplanTarget | undefined;
  readonly holding: Holding;
  /** Rings instead of music. */
  readonly ringing: boolean;
  timer: Timer | undefined;
  /** Settled once, when it is no longer parked. */
  readonly ended: PromiseWithResolvers<ParkedEnd>;
}
