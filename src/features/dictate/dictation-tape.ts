import { existsSync } from 'node:fs';
import type { Channel } from '../../channel/channel.ts';
import type { Playing, Recording } from '../../media/facade.ts';

/** A file that is recorded to its end, or played from where it was left. */
export class DictationTape {
  mode: 'play' | 'record' = 'play';
  readonly #channel: Channel;
  readonly #path: string;
  #playing: Playing | undefined;
  #recording: Recording | undefined;
  #offsetMs = 0;

  /** @param path absolute, of signed linear samples. */
  constructor(channel: Channel, path: string) {
    this.#channel = channel;
    this.#path = path;
  }

  /** True while it plays or records. */
  get running(): boolean {
    return this.#playing !== undefined || this.#recording !== undefined;
  }

  /** Plays on, or records at the end of the file. Nothing where there is nothing to play. */
  start(): void {
    const { media } = this.#channel;
    if (this.mode === 'record')
      this.#recording = media?.record({ path: this.#path, format: 'sln', append: true, keepSilence: true });
    else if (existsSync(this.#path))
      this.#playing = media?.play([{ kind: 'file', path: this.#path, offsetMs: this.#offsetMs }]);
  }

  /** Stops; the place is kept. */
  async pause(): Promise<void> {
    const [playing, recording] = [this.#playing, this.#recording];
    this.#playing = undefined;
    this.#recording = undefined;
    playing?.stop();
    recording?.stop();
    const end = await playing?.done;
    // at its end it begins anew
    if (end) this.#offsetMs = end.reason === 'finished' ? 0 : this.#offsetMs + end.playedMs;
    await recording?.done;
  }

  /** Changes between playing and recording; tells which it is now. */
  change(): 'play' | 'record' {
    this.mode = this.mode === 'play' ? 'record' : 'play';
    this.#offsetMs = 0;
    return this.mode;
  }

  /** Plays on from another place. */
  async skip(byMs: number): Promise<void> {
    const was = this.running;
    await this.pause();
    this.#offsetMs = Math.max(0, this.#offsetMs + byMs);
    if (was) this.start();
  }
}
