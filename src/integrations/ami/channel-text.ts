import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { writeAmiValue } from '../../clients/ami/index.ts';
import { CHANNEL_HEADERS } from './snapshot-headers.ts';

/** A channel's headers as text, but for the value of its priority. */
interface Kept {
  readonly of: ChannelSnapshot;
  readonly before: string;
  readonly after: string;
}

/** What was written of a channel last. */
const keptKey = defineAttachment<Kept>('ami-headers');

/**
 * A channel's headers as text. Most events of a call tell the same of its channel but for the priority, so that the text is kept with
 * the channel, and written anew only when another header has changed.
 *
 * @param channel undefined once it is gone.
 * @param prefix stands before each name.
 */
export function writeChannel(channel: Channel | undefined, snapshot: ChannelSnapshot, prefix: string): string {
  if (prefix !== '') return linesOf(snapshot, prefix);
  let kept = channel?.attachments.get(keptKey);
  if (!kept || !sameButPriority(kept.of, snapshot)) {
    const lines = linesOf(snapshot, '');
    const end = lines.indexOf(AFTER_PRIORITY);
    // The value of the priority is all after the last blank.
    kept = { of: snapshot, before: lines.slice(0, lines.lastIndexOf(' ', end) + 1), after: lines.slice(end) };
    channel?.attachments.set(keptKey, kept);
  }
  return `${kept.before}${snapshot.priority}${kept.after}`;
}

const AFTER_PRIORITY = '\r\nUniqueid: ';

/** What stands before the values, by prefix: the end of the line before, and the name. */
const STARTS = new Map<string, readonly string[]>();

function startsOf(prefix: string): readonly string[] {
  const known = STARTS.get(prefix);
  if (known) return known;
  const starts = CHANNEL_HEADERS.map(([name], at) => `${at === 0 ? '' : '\r\n'}${prefix}${name}: `);
  STARTS.set(prefix, starts);
  return starts;
}

/** Joined, and not added one to another: a text in one piece is copied fast. */
function linesOf(snapshot: ChannelSnapshot, prefix: string): string {
  const starts = startsOf(prefix);
  const lines = CHANNEL_HEADERS.map(([, value], at) => `${starts[at]}${writeAmiValue(value(snapshot))}`);
  return `${lines.join('')}\r\n`;
}

function sameButPriority(one: ChannelSnapshot, other: ChannelSnapshot): boolean {
  return (
    one.context === other.context &&
    one.exten === other.exten &&
    one.state === other.state &&
    one.caller === other.caller &&
    one.connected === other.connected &&
    one.language === other.language &&
    one.accountCode === other.accountCode &&
    one.linkedId === other.linkedId &&
    one.name === other.name
  );
}
