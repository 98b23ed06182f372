import type { Ms } from '../../base/duration.ts';
import { messageOf } from '../../base/errors.ts';
import type { CodecName, PlayEnd, PlayItem, PlayRepeat } from '../facade.ts';
import type { AudioReader } from '../format/audio-reader.ts';
import type { SoundCache } from '../format/sound-cache.ts';
import { ToneGenerator } from '../tone/generator.ts';
import { Frame } from './frame.ts';

const FRAME_MS = 20;

/** Plays items one after another, 20 ms at a time, without a gap between. */
export class Player {
  readonly id: number;
  playedMs: Ms = 0;
  /** Set when an item could not be played: the list ends there. */
  failure: { readonly path: string; readonly message: string } | undefined;
  readonly #items: readonly PlayItem[];
  readonly #sounds: SoundCache;
  readonly #codec: CodecName | undefined;
  readonly #frame = new Frame();
  readonly #loop: boolean;
  readonly #loopFrom: number;
  /** The item under way or next. */
  #item: number;
  /** How much of it lies before what comes now. */
  #offsetMs: Ms;
  #reader: AudioReader | undefined;

  /** @param codec what the leg sends, if it is known: files come in it. */
  constructor(
    id: number,
    items: readonly PlayItem[],
    sounds: SoundCache,
    codec: CodecName | undefined,
    repeat: PlayRepeat = {},
  ) {
    this.id = id;
    this.#items = items;
    this.#sounds = sounds;
    this.#codec = codec;
    this.#loop = repeat.loop ?? false;
    this.#loopFrom = repeat.loopFrom ?? 0;
    const { item, offsetMs } = repeat.from ?? { item: 0, offsetMs: 0 };
    this.#item = Math.min(item, items.length);
    this.#offsetMs = offsetMs;
  }

  /** How it ended, for its owner. */
  end(reason: 'finished' | 'stopped' | 'closed'): PlayEnd {
    const { playedMs, failure } = this;
    if (failure) return { reason: 'failed', playedMs, ...failure };
    if (!this.#loop) return { reason, playedMs };
    return { reason, playedMs, at: { item: this.#item, offsetMs: this.#offsetMs } };
  }

  /** The next 20 ms, or undefined at the end or after a {@link failure}. What loops passes over files that cannot be read, as long as there are others. */
  next(): Frame | undefined {
    for (let passed = 0; this.failure === undefined; passed++) {
      if (this.#loop && this.#item >= this.#items.length) this.#item = this.#loopFrom;
      const item = this.#items[this.#item];
      if (!item || passed > this.#items.length) return undefined;
      try {
        this.#reader ??= this.#open(item);
        if (this.#reader.read(this.#frame)) {
          this.playedMs += this.#frame.durationMs;
          this.#offsetMs += this.#frame.durationMs;
          return this.#frame;
        }
      } catch (error) {
        if (!this.#loop || passed + 1 >= this.#items.length)
          this.failure = { path: item.kind === 'file' ? item.path : '', message: messageOf(error) };
      }
      this.close();
      this.#item++;
      this.#offsetMs = 0;
    }
    return undefined;
  }

  /** Gives back the file that is open; idempotent. */
  close(): void {
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.close();
  }

  #open(item: PlayItem): AudioReader {
    switch (item.kind) {
      case 'file':
        return this.#sounds.open(item.path, (item.offsetMs ?? 0) + this.#offsetMs, this.#codec);
      case 'silence':
        return silenceReader(item.durationMs);
      case 'tone':
        return toneReader(new ToneGenerator(item.tone, item.loop));
    }
  }
}

function silenceReader(durationMs: Ms): AudioReader {
  let leftMs = durationMs;
  return {
    durationMs,
    read(frame) {
      if (leftMs <= 0) return false;
      leftMs -= FRAME_MS;
      frame.setSamples(8000, FRAME_MS).fill(0, 0, FRAME_MS * 8);
      return true;
    },
    close() {},
  };
}

function toneReader(generator: ToneGenerator): AudioReader {
  return {
    durationMs: Number.POSITIVE_INFINITY,
    read: (frame) => generator.fill(frame.setSamples(8000, FRAME_MS), FRAME_MS * 8) > 0,
    close() {},
  };
}
