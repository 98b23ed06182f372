import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { makeFolder } from '../../base/make-folder.ts';
import type { Processes } from '../../pbx/ports/processes.ts';

/** What speaking needs. */
export interface SpeakerHouse {
  readonly processes: Processes;
  readonly log: Logger;
  /** Where spoken prompts are kept for the next time. */
  readonly folder: string;
  /** Ends what is being spoken. */
  readonly signal: AbortSignal;
}

const PROGRAM = 'espeak-ng';

/** Turns sentences into wav files by espeak-ng, each once. */
export class Speaker {
  readonly #house: SpeakerHouse;
  readonly #underWay = new Map<string, Promise<string | undefined>>();
  #last: Promise<unknown> = Promise.resolve();
  #serial = 0;
  #missing = false;

  constructor(house: SpeakerHouse) {
    this.#house = house;
  }

  /** The file of a sentence: at once where it has been spoken before, undefined where it cannot be spoken. Never rejects. */
  speak(text: string, language: string): string | undefined | Promise<string | undefined> {
    const path = this.#pathOf(text, language);
    if (existsSync(path)) return path;
    if (this.#missing) return undefined;
    let speaking = this.#underWay.get(path);
    if (!speaking) {
      speaking = this.#last.then(() => this.#make(text, language, path));
      this.#last = speaking;
      this.#underWay.set(path, speaking);
      void speaking.finally(() => this.#underWay.delete(path));
    }
    return speaking;
  }

  /** Looks for the program again at the next sentence. */
  retry(): void {
    this.#missing = false;
  }

  #pathOf(text: string, language: string): string {
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 20);
    return join(this.#house.folder, voiceOf(language), `${hash}.wav`);
  }

  async #make(text: string, language: string, path: string): Promise<string | undefined> {
    const { log, processes, signal } = this.#house;
    if (this.#missing || signal.aborted) return undefined;
    const draft = `${path}.${this.#serial++}.part`;
    try {
      makeFolder(dirname(path));
    } catch (error) {
      log.warning(`Spoken prompts cannot be kept: ${messageOf(error)}`);
      return undefined;
    }
    const args = ['-v', voiceOf(language), '-s', '150', '-w', draft, '--stdin'];
    const end = await processes.run({ command: PROGRAM, args, stdin: text, signal });
    if (end.exitCode === 0 && existsSync(draft)) {
      renameSync(draft, path);
      return path;
    }
    rmSync(draft, { force: true });
    if (signal.aborted) return undefined;
    if (end.exitCode === undefined) {
      this.#missing = true;
      log.warning(
        `${PROGRAM} cannot be run (${end.failure ?? 'it was killed'}): prompts that nobody has recorded are only a tone. Install espeak-ng, or the recordings.`,
      );
    } else log.warning(`${PROGRAM} could not speak '${text}': ${end.stderr.trim() || `exit code ${end.exitCode}`}`);
    return undefined;
  }
}

/** The voice for a language. Our sentences are English; only the accent follows the region. */
function voiceOf(language: string): string {
  return /^en[_-](gb|au|nz|ie)/i.test(language) ? 'en-gb' : 'en-us';
}
