import { defineTopic, type EventBus } from '../base/event-bus.ts';
import { defineAttachment } from './attachment.ts';
import type { Channel } from './channel.ts';
import type { ChannelSnapshot } from './snapshot.ts';

/**
 * Subroutines that run when the channel ends, after `h`: `context,exten,priority[(args)]`, the one to run first at the
 * end. CHANNEL(hangup_handler_push) and its kin fill the list; the walker runs it.
 */
export const hangupHandlersKey = defineAttachment<string[]>('hangup-handlers');

/** A handler has been put on a channel, taken off, or is about to run. */
export const hangupHandlerChanged = defineTopic<{
  readonly channel: ChannelSnapshot;
  readonly change: 'push' | 'pop' | 'run';
  readonly handler: string;
}>('hangupHandlerChanged');

/** Puts a handler before the others; what it leaves out of `[[context,]exten,]priority` is the channel's place now. */
export function pushHangupHandler(channel: Channel, bus: EventBus, written: string): void {
  if (written === '') return;
  const { context, exten } = channel.position;
  const open = written.indexOf('(');
  const [place, args] = open < 0 ? [written, ''] : [written.slice(0, open), written.slice(open)];
  const parts = place.split(',');
  const handler = [...[context, exten].slice(0, Math.max(0, 3 - parts.length)), ...parts].join(',') + args;
  channel.attachments.ensure(hangupHandlersKey, () => []).unshift(handler);
  bus.publish(hangupHandlerChanged, { channel: channel.snapshot(), change: 'push', handler });
}

/** Takes the handler off that would run first, if there is one. @returns it. */
export function takeHangupHandler(channel: Channel, bus: EventBus, change: 'pop' | 'run'): string | undefined {
  const handler = channel.attachments.get(hangupHandlersKey)?.shift();
  if (handler !== undefined) bus.publish(hangupHandlerChanged, { channel: channel.snapshot(), change, handler });
  return handler;
}
