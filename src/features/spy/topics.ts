import { defineTopic } from '../../base/event-bus.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';

/** Who listens, and to whom. */
export interface Spying {
  readonly spyer: ChannelSnapshot;
  readonly spyee: ChannelSnapshot;
}

/** A channel listens to another one. */
export const spyingStarted = defineTopic<Spying>('spyingStarted');
/** A channel listens to another one no more. */
export const spyingStopped = defineTopic<Spying>('spyingStopped');
