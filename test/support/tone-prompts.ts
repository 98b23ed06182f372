import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { amplitudeAt, readSound } from './audio.ts';
import { type Baresip, toneWav } from './baresip.ts';

const AMPLITUDE = 4000;
/** Above it a prompt is heard. */
const HEARD = 1500;
/** What is looked at together: frequencies that are multiples of 10 Hz do not disturb each other in it. */
const WINDOW_MS = 100;
const HOP_MS = 50;
/** What has been silent for so long begins anew; a shorter hole is one of the network. */
const APART_MS = 200;

/** How the tones of prompts lie. */
export interface ToneRow {
  readonly firstHz: number;
  readonly stepHz: number;
  /** How long each is; 0.25 at least. */
  readonly seconds: number;
}

/** Prompts that are told apart in a recording: each is a tone of its own. */
export class TonePrompts {
  readonly #tones: ReadonlyMap<string, number>;

  readonly #seconds: number;

  /** @param names without extension, with folders as `digits/1`. */
  constructor(names: readonly string[], { firstHz, stepHz, seconds }: ToneRow) {
    this.#tones = new Map(names.map((name, index) => [name, firstHz + index * stepHz]));
    this.#seconds = seconds;
  }

  /** Writes them as wav files. */
  write(folder: string): void {
    for (const [name, tone] of this.#tones) {
      const path = join(folder, `${name}.wav`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, toneWav(tone, this.#seconds, AMPLITUDE));
    }
  }

  /** Which of them a phone has heard in its last call, in the order in which they began. */
  heardBy(phone: Baresip): string[] {
    const path = phone.heard().at(-1);
    if (path === undefined) return [];
    const sound = readSound(path);
    const windows = Math.floor(sound.samples.length / 8 / HOP_MS) - WINDOW_MS / HOP_MS + 1;
    const begins: Array<readonly [window: number, name: string]> = [];
    for (const [name, tone] of this.#tones) {
      let loudBefore = Number.NEGATIVE_INFINITY;
      for (let window = 0; window < windows; window++) {
        if (amplitudeAt(sound, tone, window * HOP_MS, WINDOW_MS) <= HEARD) continue;
        if (window - loudBefore > APART_MS / HOP_MS) begins.push([window, name]);
        loudBefore = window;
      }
    }
    return begins.sort(([one], [other]) => one - other).map(([, name]) => name);
  }

  /** Whether none of them is in the end of what a phone has heard. */
  isQuietFor(phone: Baresip): boolean {
    const path = phone.heard().at(-1);
    if (path === undefined) return true;
    const sound = readSound(path);
    const fromMs = Math.max(0, sound.samples.length / 8 - APART_MS - WINDOW_MS);
    return [0, HOP_MS, 2 * HOP_MS, 3 * HOP_MS, 4 * HOP_MS].every((afterMs) =>
      [...this.#tones.values()].every((tone) => amplitudeAt(sound, tone, fromMs + afterMs, WINDOW_MS) <= HEARD),
    );
  }
}

/**
 * asterisk.conf with the folder `sounds` of `data`, and everything else beside the folder of the configuration, as a target of the bench wants it.
 * Asterisk itself would not take relative folders.
 */
export function confWithSounds(data: string): string {
  const beside = {
    mod: 'modules',
    varlib: 'lib',
    db: 'lib',
    key: 'lib',
    agi: 'lib/agi-bin',
    spool: 'spool',
    run: 'run',
    log: 'log',
  };
  const lines = Object.entries(beside).map(([name, folder]) => `ast${name}dir => ../${folder}\n`);
  return `[directories]\n${lines.join('')}astdatadir => ${data}\n`;
}
