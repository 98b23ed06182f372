import { defineTopic } from '../../base/event-bus.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';

/** A parked call at one instant. */
export interface ParkedSnapshot {
  readonly parkee: ChannelSnapshot;
  /** The `TECH/resource` that is called when the time is over. */
  readonly parkerDialString: string;
  readonly lot: string;
  readonly space: number;
  /** Seconds left; 0 where there is no limit. */
  readonly timeout: number;
  /** Seconds that it has been parked. */
  readonly duration: number;
}

/** A call has been parked. */
export const callParked = defineTopic<ParkedSnapshot>('callParked');
/** Another channel has taken the place of a parked one, which waits on. */
export const parkedCallSwapped = defineTopic<ParkedSnapshot>('parkedCallSwapped');
/** Somebody has fetched a parked call. */
export const callFetched = defineTopic<ParkedSnapshot & { readonly retriever: ChannelSnapshot }>('callFetched');
/** The time of a parked call is over. */
export const parkingTimedOut = defineTopic<ParkedSnapshot>('parkingTimedOut');
/** A parked caller has hung up. */
export const parkingGivenUp = defineTopic<ParkedSnapshot>('parkingGivenUp');
