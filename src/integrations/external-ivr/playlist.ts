import type { Channel } from '../../channel/channel.ts';
import type { PlayItem, Playing } from '../../media/facade.ts';

/** A prompt that waits to be heard. */
export interface Queued {
  readonly name: string;
  readonly item: PlayItem;
}

/** What becomes of a prompt: heard to its end, interrupted, or dropped unheard. */
export type PromptEnd = 'F' | 'T' | 'D';

/** The prompts that a program has asked for, one after another. Who opens it closes it. */
export class Playlist {
  readonly #channel: Channel;
  readonly #tell: (end: PromptEnd, name: string) => void;
  readonly #waiting: Queued[] = [];
  #playing: { readonly name: string; readonly sound: Playing | undefined } | undefined;
  #closed = false;

  constructor(channel: Channel, tell: (end: PromptEnd, name: string) => void) {
    this.#channel = channel;
    this.#tell = tell;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Puts a prompt at the end. */
  append(prompt: Queued): void {
    this.#waiting.push(prompt);
    if (!this.#playing) this.#next();
  }

  /** Interrupts what is heard; the next one follows. */
  interrupt(): void {
    const playing = this.#playing;
    if (!playing) return;
    this.#playing = undefined;
    this.#tell('T', playing.name);
    playing.sound?.stop();
    this.#next();
  }

  /** Interrupts what is heard and drops the rest. */
  clear(): void {
    const waiting = this.#waiting.splice(0);
    this.interrupt();
    for (const { name } of waiting) this.#tell('D', name);
  }

  /** Falls silent and tells nothing more; idempotent. */
  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
    this.#playing?.sound?.stop();
    this.#playing = undefined;
  }

  #next(): void {
    const prompt = this.#closed ? undefined : this.#waiting.shift();
    if (!prompt) return;
    const sound = this.#channel.media?.play([prompt.item]);
    const playing = { name: prompt.name, sound };
    this.#playing = playing;
    void (sound?.done ?? Promise.resolve()).then(() => {
      if (this.#playing !== playing) return;
      this.#playing = undefined;
      this.#tell('F', prompt.name);
      this.#next();
    });
  }
}
