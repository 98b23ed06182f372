import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { amplitudeAt, readSound } from './audio.ts';
import { type Baresip, openBaresip, toneWav } from './baresip.ts';
import { atOurEnd } from './end-with-us.ts';
import { until } from './until.ts';

/** Above it a frequency is heard, below it is not: the phones hum at 8000. */
const HEARD = 1500;
const BYTES_A_SECOND = 16_000;

/** Real phones, `phone0` and on unless there are others before them, each of which hums a tone of its own on every call. */
export class HummingPhones {
  readonly #tones: readonly number[];
  readonly #pbxPort: number;
  readonly #first: number;
  #folder: string | undefined;
  readonly #open: Baresip[] = [];

  /** @param tones Hz, one a phone. @param first how many phones there are beside these, with lower numbers. */
  constructor(tones: readonly number[], pbxPort: number, first = 0) {
    this.#tones = tones;
    this.#first = first;
    this.#pbxPort = pbxPort;
  }

  /** Their sections of sip.conf. */
  sections(context: string): string {
    const template = `phones${this.#first}`;
    const phone = `[${template}](!)\ntype=friend\nhost=dynamic\ncontext=${context}\ndisallow=all\nallow=ulaw\ndirectmedia=no\n`;
    return (
      phone + this.#tones.map((_, index) => `[phone${this.#first + index}](${template})\nsecret=secret\n`).join('')
    );
  }

  /** Registers one that answers by itself and runs console commands, as `/dial 100`. */
  async open(index: number, ...commands: string[]): Promise<Baresip> {
    const number = this.#first + index;
    const phone = await openBaresip({
      user: `phone${number}`,
      secret: 'secret',
      pbxPort: this.#pbxPort,
      sipPort: 26_400 + number * 10,
      consolePort: 26_405 + number * 10,
      rtpPort: 27_400 + number * 100,
      say: join(this.#sounds(), `${this.#tones[index]}.wav`),
      answer: 'auto',
      commands,
    });
    this.#open.push(phone);
    await phone.saw(/200 OK.*binding/);
    return phone;
  }

  /** Whose tones were in the last two seconds of what a phone has heard; nobody's where nothing came. */
  lastHeard(phone: Baresip): number[] {
    const path = phone.heard().at(-1);
    if (path === undefined) return [];
    const sound = readSound(path);
    const fromMs = Math.max(0, sound.samples.length / 8 - 2000);
    return [...this.#tones.keys()].filter((one) => amplitudeAt(sound, this.#tones[one] ?? 0, fromMs, 2000) > HEARD);
  }

  /** Whose tones a phone hears from now on: in two seconds that are all after this. */
  async hears(phone: Baresip): Promise<number[]> {
    await this.listen([phone], 3);
    return this.lastHeard(phone);
  }

  /** Waits until each of them has heard so much more. */
  async listen(phones: readonly Baresip[], seconds: number): Promise<void> {
    const size = (one: Baresip): number => statSync(one.heard().at(-1) ?? '', { throwIfNoEntry: false })?.size ?? 0;
    const before = phones.map(size);
    await until(
      () => phones.every((one, index) => size(one) > (before[index] ?? 0) + seconds * BYTES_A_SECOND),
      20_000,
    );
  }

  /** Hangs all up. */
  async stop(): Promise<void> {
    for (const phone of this.#open.splice(0)) await phone.stop();
  }

  #sounds(): string {
    if (this.#folder !== undefined) return this.#folder;
    const folder = mkdtempSync(join(tmpdir(), 'asterism-humming-'));
    atOurEnd(() => rmSync(folder, { recursive: true, force: true }));
    for (const tone of this.#tones) writeFileSync(join(folder, `${tone}.wav`), toneWav(tone, 60));
    this.#folder = folder;
    return folder;
  }
}
