import { defineAttachment } from './attachment.ts';
import { bridgeSeat } from './bridge/seat.ts';
import type { Channel } from './channel.ts';
import { drops } from './dropped-frames.ts';

/** So many texts are kept until somebody reads them; the oldest go. */
const MOST_TEXTS = 50;

/** Text messages that a far end has sent within its call, until somebody reads them. */
export class TextInbox {
  readonly #texts: string[] = [];
  readonly #readers = new Set<(text: string) => void>();

  /** Takes a text from the far end. */
  put(text: string): void {
    const [reader] = this.#readers;
    if (reader) {
      reader(text);
      return;
    }
    this.#texts.push(text);
    if (this.#texts.length > MOST_TEXTS) this.#texts.shift();
  }

  /** The oldest text that nobody has read. */
  take(): string | undefined {
    return this.#texts.shift();
  }

  /** Calls `reader` with the next text that comes; the returned function takes it back out. */
  whenNext(reader: (text: string) => void): () => void {
    this.#readers.add(reader);
    return () => void this.#readers.delete(reader);
  }
}

/** Takes a text from a far end: passes it on to whom the channel talks to, or keeps it. */
export function takeText(channel: Channel, text: string): void {
  if (drops(channel, 'from', 'text')) return;
  const peer = channel.attachments.get(bridgeSeat)?.peer;
  if (peer && drops(peer, 'to', 'text')) return;
  if (peer) void peer.leg.sendText?.(text);
  else channel.attachments.ensure(textInboxKey, () => new TextInbox()).put(text);
}

/** The texts of a channel. */
export const textInboxKey = defineAttachment<TextInbox>('text-inbox');
