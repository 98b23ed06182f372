import { defineTopic } from '../../base/event-bus.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';

/** A script has sent a command, which is about to be run. Built only when somebody listens. */
export const agiCommandStarted = defineTopic<{
  readonly channel: ChannelSnapshot;
  readonly commandId: number;
  readonly command: string;
}>('agiCommandStarted');

/** A command of a script has been answered. Built only when somebody listens. */
export const agiCommandEnded = defineTopic<{
  readonly channel: ChannelSnapshot;
  readonly commandId: number;
  readonly command: string;
  readonly code: number;
}>('agiCommandEnded');

/** Manager clients control a channel from now on. */
export const asyncAgiStarted = defineTopic<{ readonly channel: ChannelSnapshot; readonly environment: string }>(
  'asyncAgiStarted',
);

/** A command that a manager client has sent is answered. `id` is the client's mark of it, or empty. */
export const asyncAgiAnswered = defineTopic<{
  readonly channel: ChannelSnapshot;
  readonly answer: string;
  readonly id: string;
}>('asyncAgiAnswered');

/** Manager clients control a channel no more. */
export const asyncAgiEnded = defineTopic<{ readonly channel: ChannelSnapshot }>('asyncAgiEnded');
