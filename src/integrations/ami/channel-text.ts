import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { writeAmiLine, writeAmiValue } from '../../clients/ami/index.ts';
import { CHANNEL_HEADERS } from './snapshot-headers.ts';

/** A channel's headers as text, but for the value of its priority. */
interface Kept {
  readonly of: ChannelSnapshot;
  readonly before: string;
  readonly after: string;
  /** `after`, and all of a step that is the same for the channel's next one. */
  readonly afterOfStep: string;
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
  if (prefix !== '') return linesOf(snapshot, prefix).join('');
  const { before, after } = keptOf(channel, snapshot);
  return `${before}${snapshot.priority}${after}`;
}

/**
 * The same, and which application it runs in which extension: all headers of Newexten, put together from few pieces.
 *
 * @param channel undefined once it is gone.
 */
export function writeStep(channel: Channel | undefined, snapshot: ChannelSnapshot): string {
  const { before, afterOfStep } = keptOf(channel, snapshot);
  const { priority, application, applicationData } = snapshot;
  return `${before}${priority}${afterOfStep}${writeAmiValue(application)}\r\nAppData: ${writeAmiValue(applicationData)}\r\n`;
}

function keptOf(channel: Channel | undefined, snapshot: ChannelSnapshot): Kept {
  const known = channel?.attachments.get(keptKey);
  if (known && sameButPriority(known.of, snapshot)) return known;
  const lines = linesOf(snapshot, '');
  const after = `\r\n${lines.slice(PRIORITY_AT + 1).join('')}`;
  const kept = {
    of: snapshot,
    before: `${lines.slice(0, PRIORITY_AT).join('')}Priority: `,
    after,
    afterOfStep: [after, writeAmiLine('Extension', snapshot.exten), 'Application: '].join(''),
  };
  channel?.attachments.set(keptKey, kept);
  return kept;
}

const PRIORITY_AT = CHANNEL_HEADERS.findIndex(([name]) => name === 'Priority');

/** Beginnings of lines, by prefix. */
const STARTS = new Map<string, readonly string[]>();

function startsOf(prefix: string): readonly string[] {
  const known = STARTS.get(prefix);
  if (known) return known;
  const starts = CHANNEL_HEADERS.map(([name]) => `${prefix}${name}: `);
  STARTS.set(prefix, starts);
  return starts;
}

/** The lines, to be joined and not added one to another: a text in one piece is copied fast. */
function linesOf(snapshot: ChannelSnapshot, prefix: string): string[] {
  const starts = startsOf(prefix);
  return CHANNEL_HEADERS.map(([, value], at) => `${starts[at]}${writeAmiValue(value(snapshot))}\r\n`);
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
