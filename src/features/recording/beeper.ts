import type { Channel } from '../../channel/channel.ts';
import type { MediaLeg } from '../../media/facade.ts';
import type { RecordingHouse } from './recording-house.ts';

/** Beeps that the far end of a channel hears beside everything else. */
export class Beeper {
  readonly #house: RecordingHouse;
  readonly #channel: Channel;
  readonly #whisper: MediaLeg;
  #stop = (): void => {};

  constructor(house: RecordingHouse, channel: Channel, leg: MediaLeg) {
    this.#house = house;
    this.#channel = channel;
    this.#whisper = house.media.openWhisper(leg);
  }

  /** Beeps once; resolves when it has been heard. A house without that prompt does not beep. */
  async beep(): Promise<void> {
    const sound = await this.#house.prompts.find('beep', this.#channel.settings.language);
    if (sound) await this.#whisper.play([sound.item]).done;
  }

  /** Beeps every so many milliseconds until {@link close}. */
  every(intervalMs: number): void {
    const timer = this.#house.clock.every(intervalMs, () => void this.beep());
    this.#stop = () => timer.cancel();
  }

  /** Ends it; idempotent. */
  close(): void {
    this.#stop();
    this.#whisper.close();
  }
}

/** The seconds in option B's brackets as milliseconds; 15 seconds where nothing sensible is written. */
export function beepInterval(written: string): number {
  const seconds = Number.parseInt(written, 10);
  return (seconds > 0 ? seconds : 15) * 1000;
}
