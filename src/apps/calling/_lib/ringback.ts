import type { Call } from '../../../channel/call.ts';
import type { Playing } from '../../../media/facade.ts';
import { tonesPort } from '../../../pbx/ports/prompts.ts';

/** What a caller hears until there is an answer: signalled where the far end can show it, else as a tone. */
export class Ringback {
  readonly #call: Call;
  #playing: Playing | undefined;
  #shown = false;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Shows ringing, once. @param toneName a tone of indications.conf to be played in any case. */
  ring(toneName?: string): void {
    if (this.#shown) return;
    this.#shown = true;
    const result = this.#call.channel.indicate('ringing');
    if (result === 'use-tone' || toneName) this.#tone(toneName ?? 'ring');
  }

  /** Early media takes the place of what was played. */
  progress(): void {
    this.stop();
    this.#call.channel.indicate('progress');
  }

  /** Silence. */
  stop(): void {
    this.#playing?.stop();
    this.#playing = undefined;
  }

  #tone(name: string): void {
    const { media, settings } = this.#call.channel;
    if (!media || !this.#call.has(tonesPort)) return;
    const tone = this.#call.use(tonesPort).tone(name, settings.toneZone);
    if (tone) this.#playing = media.play([{ kind: 'tone', tone, loop: true }]);
  }
}
