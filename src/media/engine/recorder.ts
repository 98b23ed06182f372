import type { Ms } from '../../base/duration.ts';
import { messageOf } from '../../base/errors.ts';
import type { RecordEnd, RecordOptions } from '../facade.ts';
import { SoundWriter } from '../format/writer.ts';
import { Frame } from './frame.ts';
import type { Tap } from './leg.ts';
import { meanAmplitude } from './level.ts';

/** Below this mean amplitude a frame counts as silence, unless the owner says otherwise. */
export const DEFAULT_SILENCE_THRESHOLD = 256;
/** When nothing has come for so long, the file is filled up with silence, so that it stays as long as the call. */
const GAP_MS = 200;
/** So much of the silence that ended a recording stays in it unless the owner says otherwise, as with Record of Asterisk. */
const KEPT_SILENCE_MS = 1000;
const FRAME_MS = 20;

/** Writes what a leg hears to a file. */
export class Recorder implements Tap {
  readonly id: number;
  readonly #options: RecordOptions;
  readonly #ended: (end: RecordEnd) => void;
  #writer: SoundWriter | undefined;
  readonly #silence = new Frame();
  #startMs: Ms;
  #heardMs: Ms;
  #silentMs: Ms = 0;
  #over = false;
  #pausedMs: Ms | undefined;

  /** @param ended told once why the recording ended, at the latest by {@link close}. */
  constructor(id: number, options: RecordOptions, nowMs: Ms, ended: (end: RecordEnd) => void) {
    this.id = id;
    this.#options = options;
    this.#ended = ended;
    this.#startMs = nowMs;
    this.#heardMs = nowMs;
    this.#silence.setSamples(8000, FRAME_MS).fill(0);
    try {
      this.#writer = new SoundWriter(options.path, options.format, options.append);
    } catch (error) {
      this.#fail(error);
    }
  }

  hear(frame: Frame): void {
    if (this.#pausedMs !== undefined) return;
    this.#heardMs = -1;
    this.#take(frame);
  }

  tick(nowMs: Ms): boolean {
    if (this.#pausedMs !== undefined) return !this.#over;
    if (this.#heardMs < 0) this.#heardMs = nowMs;
    else if (nowMs - this.#heardMs >= GAP_MS) {
      while (!this.#over && this.#writtenMs + FRAME_MS <= nowMs - this.#startMs) {
        this.#silence.setSamples(8000, FRAME_MS);
        this.#take(this.#silence);
      }
    }
    return !this.#over;
  }

  /** Leaves out what comes from now on, until it goes on. */
  pause(on: boolean, nowMs: Ms): void {
    if (on) this.#pausedMs ??= nowMs;
    else if (this.#pausedMs !== undefined) {
      this.#startMs += nowMs - this.#pausedMs;
      this.#heardMs = nowMs;
      this.#pausedMs = undefined;
    }
  }

  /** Ends the recording, keeping what there is less the last `trimMs`. */
  stop(trimMs: Ms): void {
    this.#end('stopped', trimMs);
  }

  close(): void {
    this.#end('closed', 0);
  }

  /** True when it has ended. */
  get over(): boolean {
    return this.#over;
  }

  get #writtenMs(): Ms {
    return this.#writer?.durationMs ?? 0;
  }

  #take(frame: Frame): void {
    const {
      silenceMs,
      maxMs,
      silenceThreshold = DEFAULT_SILENCE_THRESHOLD,
      keptSilenceMs = KEPT_SILENCE_MS,
    } = this.#options;
    const writer = this.#writer;
    if (this.#over || !writer) return;
    try {
      writer.write(frame);
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (silenceMs !== undefined && silenceMs > 0) {
      const level = frame === this.#silence ? 0 : meanAmplitude(frame.pcm(8000), frame.samples(8000));
      this.#silentMs = level < silenceThreshold ? this.#silentMs + frame.durationMs : 0;
      if (this.#silentMs >= silenceMs) {
        const trim = this.#options.keepSilence ? 0 : Math.max(0, this.#silentMs - keptSilenceMs);
        this.#end('silence', trim);
        return;
      }
    }
    if (maxMs !== undefined && maxMs > 0 && this.#writtenMs >= maxMs) this.#end('limit', this.#writtenMs - maxMs);
  }

  #end(reason: 'silence' | 'limit' | 'stopped' | 'closed', trimMs: Ms): void {
    if (this.#over) return;
    const writer = this.#writer;
    try {
      if (writer && trimMs > 0) writer.trim(trimMs);
      writer?.close();
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#over = true;
    this.#ended({ reason, durationMs: this.#writtenMs });
  }

  #fail(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    const durationMs = this.#writtenMs;
    try {
      this.#writer?.close();
    } catch {
      // The disk has refused already; the first refusal is the one to tell.
    }
    this.#ended({ reason: 'failed', durationMs, message: `${this.#options.path}: ${messageOf(error)}` });
  }
}
