import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { writeAmiLine } from '../../clients/ami/index.ts';
import { CHANNEL_HEADERS } from './snapshot-headers.ts';

/** A channel's headers as text, but for the value of its priority. */
interface Kept {
  readonly of: ChannelSnapshot;
  readonly before: string;
  readonly after: string;
}

/** What was written of a channel last. */
const keptKey = defineAttachment<Kept>('ami-headers');

const PRIORITY_AT = CHANNEL_HEADERS.findIndex(([name]) => name === 'Priority');

/**
 * A channel's headers as text. Most events of a call tell the same of its channel but for the priority, so that the text is kept with
 * the channel, and written anew only when another header has changed.
 *
 * @param channel undefined once it is gone.
 * @param prefix stands before each name.
 */
export function writeChannel(channel: Channel | undefined, snapshot: ChannelSnapshot, prefix: string): string {
  let kept = channel?.attachments.get(keptKey);
  if (!kept || !sameButPriority(kept.of, snapshot)) {
    kept = written(snapshot);
    channel?.attachments.set(keptKey, kept);
  }
  const text = `${kept.before}${snapshot.priority}${kept.after}`;
  return prefix === '' ? text : `${prefix}${text.slice(0, -2).replaceAll('\r\n', `\r\n${prefix}`)}\r\n`;
}

function written(snapshot: ChannelSnapshot): Kept {
  const lines = CHANNEL_HEADERS.map(([name, value]) => writeAmiLine(name, value(snapshot)));
  // Joined, and not added one to another: a text in one piece is copied fast.
  return {
    of: snapshot,
    before: `${lines.slice(0, PRIORITY_AT).join('')}Priority: `,
    after: `\r\n${lines.slice(PRIORITY_AT + 1).join('')}`,
  };
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
