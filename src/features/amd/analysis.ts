/** When somebody who answered is a machine; all in milliseconds but the counts. */
export interface AnalysisSettings {
  readonly initialSilence: number;
  readonly greeting: number;
  readonly afterGreetingSilence: number;
  readonly totalTime: number;
  readonly minimumWord: number;
  readonly betweenWords: number;
  readonly maximumWords: number;
  readonly maximumWord: number;
}

/** What was found out, and why, as AMDSTATUS and AMDCAUSE say it. */
export interface Verdict {
  readonly status: 'HUMAN' | 'MACHINE' | 'NOTSURE';
  readonly cause: string;
}

/** Judges by the lengths of words and silences, one frame after another. @see observed: Asterisk 16 */
export class GreetingAnalysis {
  readonly #settings: AnalysisSettings;
  #totalMs = 0;
  #silenceMs = 0;
  #wordMs = 0;
  #voiceMs = 0;
  #words = 0;
  /** What is spoken before the first silence is no word of its own. */
  #inWord = true;
  #initial = true;
  #inGreeting = false;

  constructor(settings: AnalysisSettings) {
    this.#settings = settings;
  }

  /** @param talking whether the frame is louder than silence. @returns the verdict, once there is one. */
  hear(talking: boolean, frameMs: number): Verdict | undefined {
    this.#totalMs += frameMs;
    if (this.#totalMs >= this.#settings.totalTime) return { status: 'NOTSURE', cause: `TOOLONG-${this.#totalMs}` };
    return talking ? this.#voice(frameMs) : this.#silence(frameMs);
  }

  #silence(frameMs: number): Verdict | undefined {
    const { betweenWords, initialSilence, afterGreetingSilence } = this.#settings;
    this.#silenceMs += frameMs;
    if (this.#silenceMs >= betweenWords) {
      this.#inWord = false;
      this.#wordMs = 0;
    }
    if (this.#initial && this.#silenceMs >= initialSilence)
      return { status: 'MACHINE', cause: `INITIALSILENCE-${this.#silenceMs}-${initialSilence}` };
    if (this.#inGreeting && this.#silenceMs >= afterGreetingSilence)
      return { status: 'HUMAN', cause: `HUMAN-${this.#silenceMs}-${afterGreetingSilence}` };
    return undefined;
  }

  #voice(frameMs: number): Verdict | undefined {
    const { minimumWord, maximumWord, maximumWords, greeting } = this.#settings;
    this.#wordMs += frameMs;
    this.#voiceMs += frameMs;
    if (this.#wordMs >= minimumWord && !this.#inWord) {
      this.#words++;
      this.#inWord = true;
    }
    if (this.#wordMs >= maximumWord) return { status: 'MACHINE', cause: `MAXWORDLENGTH-${this.#wordMs}` };
    if (this.#words > maximumWords) return { status: 'MACHINE', cause: `MAXWORDS-${this.#words}-${maximumWords}` };
    if (this.#inGreeting && this.#voiceMs >= greeting)
      return { status: 'MACHINE', cause: `LONGGREETING-${this.#voiceMs}-${greeting}` };
    this.#silenceMs = 0;
    if (this.#wordMs >= minimumWord) {
      this.#initial = false;
      this.#inGreeting = true;
    }
    return undefined;
  }
}
