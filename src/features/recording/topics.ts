import { defineTopic } from '../../base/event-bus.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';

/** A channel is being recorded by MixMonitor. */
export const mixMonitorStarted = defineTopic<ChannelSnapshot>('mixMonitorStarted');
/** Somebody has ended a recording by MixMonitor. */
export const mixMonitorStopped = defineTopic<ChannelSnapshot>('mixMonitorStopped');
/** A side of a recording by MixMonitor has been muted, or is heard again. */
export const mixMonitorMuted = defineTopic<{
  readonly channel: ChannelSnapshot;
  readonly direction: 'read' | 'write' | 'both';
  readonly muted: boolean;
}>('mixMonitorMuted');
/** A channel is being recorded by Monitor. */
export const monitorStarted = defineTopic<ChannelSnapshot>('monitorStarted');
/** A channel is recorded by Monitor no more. */
export const monitorStopped = defineTopic<ChannelSnapshot>('monitorStopped');
