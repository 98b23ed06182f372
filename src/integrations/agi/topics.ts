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
