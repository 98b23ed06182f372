import type { Call } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import { showIndication, startTone, stopTone } from '../../../channel/prompt/background-tone.ts';
import type { MediaBridge } from '../../../media/facade.ts';
import { mediaPort } from '../../../pbx/ports/media.ts';
import { musicPort } from '../../../pbx/ports/music.ts';
import { tonesPort } from '../../../pbx/ports/prompts.ts';

/** How the caller is kept informed. */
export interface RingbackOptions {
  /** r: ringing from the start, and never any sound of the called party. With a name, that tone is played. */
  readonly force: boolean;
  readonly toneName: string;
  /** R: ringing from the start, until there is early media. */
  readonly early: boolean;
  /** m: music of this class, or of the channel's own, instead of ringing, until there is early media. */
  readonly musicClass: string | undefined;
  /** Only one phone is called: what it sends before the answer is heard. */
  readonly single: boolean;
}

/** What a caller hears and is shown until there is an answer. */
export class Ringback {
  readonly #call: Call;
  readonly #options: RingbackOptions;
  #ringing = false;
  #music = false;
  #bridge: MediaBridge | undefined;

  constructor(call: Call, options: RingbackOptions) {
    this.#call = call;
    this.#options = options;
  }

  /** The phones are being called. */
  begin(): void {
    const { force, early, toneName, musicClass } = this.#options;
    if (musicClass !== undefined && this.#startMusic(musicClass)) return;
    if (force && toneName !== '') {
      this.#call.channel.indicate('progress');
      const tone = this.#tones?.tone(toneName, this.#call.channel.settings.toneZone);
      if (tone) startTone(this.#call.channel, tone);
    } else if (force || early) this.ring();
  }

  /** A phone rings. */
  ring(): void {
    if (this.#ringing || this.#music || this.#bridge || this.#options.toneName !== '') return;
    this.#ringing = true;
    showIndication(this.#call.channel, 'ringing', this.#tones);
  }

  /** A phone sends sound before the answer: of the only one called, the caller hears it and it hears the caller. */
  progress(callee: Channel): void {
    const { channel } = this.#call;
    if (this.#options.force) return;
    if (this.#options.single || !this.#ringing) channel.indicate('progress');
    if (!this.#options.single || this.#bridge || !channel.media || !callee.media) return;
    stopTone(channel);
    this.#stopMusic();
    this.#bridge = this.#call.use(mediaPort).bridge(channel.media, callee.media);
  }

  /** A phone works on it. */
  proceed(): void {
    if (this.#options.force) return;
    if (this.#options.single || !this.#ringing) this.#call.channel.indicate('proceeding');
  }

  /** The answer, or the end. */
  stop(): void {
    this.#bridge?.close();
    stopTone(this.#call.channel);
    this.#stopMusic();
  }

  /** The caller hears music where the house has it; else it is told that it rings. */
  #startMusic(wanted: string): boolean {
    const call = this.#call;
    if (!call.has(musicPort)) return false;
    call.channel.indicate('progress');
    this.#music = call.use(musicPort).start(call.channel, { wanted });
    return this.#music;
  }

  #stopMusic(): void {
    if (this.#music) this.#call.use(musicPort).stop(this.#call.channel);
    this.#music = false;
  }

  get #tones() {
    return this.#call.has(tonesPort) ? this.#call.use(tonesPort) : undefined;
  }
}
