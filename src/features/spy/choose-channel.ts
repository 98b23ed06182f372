import { type AttachmentKey, defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import type { SpyOptions } from './spy-options.ts';

/** Set on a channel that listens to others: nobody listens to it. */
export const spyingKey: AttachmentKey<true> = defineAttachment('spying');

/** Whether a channel is one of those that were asked for. */
export type ChannelFilter = (channel: Channel) => boolean;

/** Channels whose names begin with a prefix; with option u the one of that name or unique id. */
export function byPrefix(prefix: string, given: SpyOptions): ChannelFilter {
  const wanted = prefix.toLowerCase();
  if (given.has('u')) return ({ name, uniqueId }) => name.toLowerCase() === wanted || uniqueId === prefix;
  return ({ name }) => name.toLowerCase().startsWith(wanted);
}

/** Channels that stand at an extension. */
export function byExtension(exten: string, context: string): ChannelFilter {
  return ({ position }) => position.exten === exten && position.context === context;
}

/** Whether the options let `spyer` listen to a channel. */
export function mayHear(spyer: Channel, channel: Channel, given: SpyOptions): boolean {
  if (channel === spyer || channel.hungUp || !channel.media || channel.attachments.get(spyingKey)) return false;
  if (given.has('b') && channel.bridgeId === undefined) return false;
  const groups = given.parameter('g');
  if (groups !== undefined && !shares(groups, channel.variables.get('SPYGROUP') ?? '')) return false;
  const devices = given.parameter('e');
  return devices === undefined || shares(devices, deviceOf(channel));
}

/** The device of a channel without its technology: `alice` of `SIP/alice-0000001`. */
export function deviceOf({ name }: Channel): string {
  return name.replace(/^[^/]*\//, '').replace(/-[^-]*$/, '');
}

function shares(one: string, other: string): boolean {
  const words = new Set(other.split(':').map((word) => word.trim()));
  return one.split(':').some((word) => words.has(word.trim()));
}
