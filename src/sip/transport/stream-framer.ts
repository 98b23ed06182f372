import { LONGEST_MESSAGE_BYTES } from '../message/limits.ts';

/** What comes out of a stream. */
export interface FramerListener {
  /** One whole message, head and body, one character a byte. */
  onMessage(text: string): void;
  /** The peer asks whether we live (RFC 5626 §3.5.1: two line ends); answered with one. */
  onPing(): void;
  /** No message can be told apart any more: the connection is to be closed. */
  onBroken(message: string): void;
}

const CONTENT_LENGTH = /\n(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*\r?\n/i;

/** Cuts a byte stream into messages by Content-Length. @see RFC 3261 §18.3, §20.14 */
export class StreamFramer {
  readonly #listener: FramerListener;
  #text = '';
  /** Where the search for the blank line goes on. */
  #searched = 0;
  /** Total length of the message whose head is complete; 0 while it is not. */
  #wanted = 0;
  #broken = false;

  constructor(listener: FramerListener) {
    this.#listener = listener;
  }

  /** Takes what came. Nothing is told after {@link FramerListener.onBroken}. */
  push(chunk: Buffer): void {
    if (this.#broken) return;
    this.#text += chunk.toString('latin1');
    while (this.#next());
  }

  #next(): boolean {
    if (this.#broken) return false;
    if (this.#wanted === 0) {
      if (!this.#skipLineEnds()) return false;
      const end = this.#text.indexOf('\r\n\r\n', Math.max(0, this.#searched - 3));
      if (end < 0) {
        this.#searched = this.#text.length;
        if (this.#text.length > LONGEST_MESSAGE_BYTES) this.#break('the head is longer than a message may be');
        return false;
      }
      const head = this.#text.slice(0, end + 4);
      const match = CONTENT_LENGTH.exec(head);
      // "The Content-Length header field MUST be used with stream oriented transports" (§18.3); a missing one means no body.
      this.#wanted = head.length + (match?.[1] ? Number(match[1]) : 0);
      if (this.#wanted > LONGEST_MESSAGE_BYTES) {
        this.#break(`a message of ${this.#wanted} bytes, the limit is ${LONGEST_MESSAGE_BYTES}`);
        return false;
      }
    }
    if (this.#text.length < this.#wanted) return false;
    const message = this.#text.slice(0, this.#wanted);
    this.#text = this.#text.slice(this.#wanted);
    this.#wanted = 0;
    this.#searched = 0;
    this.#listener.onMessage(message);
    return this.#text !== '';
  }

  /** Takes line ends before a message away; false if nothing else has come yet. */
  #skipLineEnds(): boolean {
    let at = 0;
    while (this.#text.startsWith('\r\n', at)) at += 2;
    const rest = this.#text.slice(at);
    if (at >= 4) this.#listener.onPing();
    // One line end may be the first half of a ping: it is kept until more is known.
    this.#text = at === 2 && rest === '' ? '\r\n' : rest;
    return rest !== '' && rest !== '\r';
  }

  #break(message: string): void {
    this.#broken = true;
    this.#text = '';
    this.#listener.onBroken(message);
  }
}
