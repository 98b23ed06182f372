import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { writeAmiLine, writeAmiValue } from '../../clients/ami/index.ts';
import { CHANNEL_HEADERS, channelValues } from './snapshot-headers.ts';

/** A channel's headers as text, but for the value of its priority. */
interface Kept {
  readonly of: ChannelSnapshot;
  readonly before: string;
  readonly after: string;
  /** `after`, and all of a step that is the same for the channel's next one; written with its first. */
  afterOfStep: string | undefined;
}

/** The texts of so many channels are kept: the events of one come in a row, or those of a few by turns. */
const MOST_KEPT = 8;

/**
 * Writes channels' headers as text. Most events of a call tell the same of its channel but for the priority, so that the last texts
 * are kept; not with the channels, which live much longer than most rows of events take.
 */
export class ChannelText {
  readonly #kept: Kept[] = [];
  #last: Kept | undefined;
  #oldest = 0;

  /** All headers of a channel. @param prefix stands before each name. */
  write(snapshot: ChannelSnapshot, prefix: string): string {
    if (prefix !== '') return lines(startsOf(prefix), channelValues(snapshot), 0, CHANNEL_HEADERS.length, '\r\n');
    const { before, after } = this.#keptOf(snapshot);
    return `${before}${snapshot.priority}${after}`;
  }

  /** The same, and which application it runs in which extension: all headers of Newexten, put together from few pieces. */
  writeStep(snapshot: ChannelSnapshot): string {
    const kept = this.#keptOf(snapshot);
    const { exten, priority, application, applicationData } = snapshot;
    kept.afterOfStep ??= [kept.after, writeAmiLine('Extension', exten), 'Application: '].join('');
    return `${kept.before}${priority}${kept.afterOfStep}${writeAmiValue(application)}\r\nAppData: ${writeAmiValue(applicationData)}\r\n`;
  }

  #keptOf(snapshot: ChannelSnapshot): Kept {
    if (this.#last && sameButPriority(this.#last.of, snapshot)) return this.#last;
    for (const one of this.#kept)
      if (sameButPriority(one.of, snapshot)) {
        this.#last = one;
        return one;
      }
    const [starts, values] = [startsOf(''), channelValues(snapshot)];
    const kept = {
      of: snapshot,
      before: lines(starts, values, 0, PRIORITY_AT, starts[PRIORITY_AT] as string),
      after: lines(starts, values, PRIORITY_AT + 1, CHANNEL_HEADERS.length, '\r\n'),
      afterOfStep: undefined,
    };
    this.#kept[this.#oldest++ % MOST_KEPT] = kept;
    this.#last = kept;
    return kept;
  }
}

const PRIORITY_AT = CHANNEL_HEADERS.indexOf('Priority');

/** What stands before each value, the end of the line before included; by prefix. */
const STARTS = new Map<string, readonly string[]>();

function startsOf(prefix: string): readonly string[] {
  const known = STARTS.get(prefix);
  if (known) return known;
  const starts = CHANNEL_HEADERS.map((name, at) => `${at > 0 ? '\r\n' : ''}${prefix}${name}: `);
  STARTS.set(prefix, starts);
  return starts;
}

/** Some of the lines, and what comes after them: joined and not added one to another, for a text in one piece is copied fast. */
function lines(starts: readonly string[], values: readonly string[], from: number, to: number, rest: string): string {
  const parts = new Array<string>(2 * (to - from) + 1);
  let filled = 0;
  for (let at = from; at < to; at++) {
    parts[filled++] = starts[at] as string;
    parts[filled++] = writeAmiValue(values[at] as string);
  }
  parts[filled] = rest;
  return parts.join('');
}

function sameButPriority(one: ChannelSnapshot, other: ChannelSnapshot): boolean {
  return (
    one === other ||
    (one.uniqueId === other.uniqueId &&
      one.exten === other.exten &&
      one.context === other.context &&
      one.state === other.state &&
      one.caller === other.caller &&
      one.connected === other.connected &&
      one.language === other.language &&
      one.accountCode === other.accountCode &&
      one.linkedId === other.linkedId &&
      one.name === other.name)
  );
}
