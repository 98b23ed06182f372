import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSound, type Sound } from '../../test/support/audio.ts';
import { Transcript } from './transcript.ts';

/** What a phone is like. */
export interface HandsetOptions {
  /** A tone that it says on every call. */
  readonly sayHz?: number;
  /** The length of that tone; the whole call if left out. */
  readonly sayMs?: number;
  /** It does not register: somebody outside, whom a peer of sip.conf names. */
  readonly outside?: {
    /** Where it listens. */
    readonly port: number;
    /** Those that reach it. */
    readonly numbers: readonly string[];
  };
}

/** What a phone heard in one call. */
export interface HeardCall {
  /** All but silence. */
  readonly seconds: number;
  readonly sound: Sound;
}

/**
 * A SIP phone that a story uses, in a process of its own. What becomes of its calls is told in the words of `asterism phone`,
 * whichever phone it is.
 */
export abstract class Handset implements AsyncDisposable {
  readonly name: string;
  readonly #told: Transcript;
  /** Up to where events have been taken. */
  #taken = 0;

  protected constructor(name: string) {
    this.name = name;
    this.#told = new Transcript(`the phone ${name}`);
  }

  /** Resolves when it is registered, or listens. */
  async ready(): Promise<void> {
    await this.#next(/registered at|listens at \S+\n/);
  }

  /** Resolves with the caller when it rings, or has rung since the last event that was waited for. */
  async rings(withinMs?: number): Promise<string> {
    return (await this.#next(/ringing: (.*)/, withinMs))[1] ?? '';
  }

  /** Resolves when a call is answered, by whomever. */
  async answered(withinMs?: number): Promise<void> {
    await this.#next(/ answered\n/, withinMs);
  }

  /** @throws Error if a call has rung since the last event that was waited for. */
  mustNotHaveRung(): void {
    const ring = /ringing: .*/.exec(this.#told.text.slice(this.#taken));
    if (ring) throw new Error(`${this.name} rang: ${ring[0]}`);
  }

  abstract answer(): void;

  abstract dial(number: string): void;

  /** Sends digits one after another. */
  abstract press(digits: string): void;

  /** Hangs up, or refuses a call that rings. */
  abstract hangUp(): void;

  /** Resolves when the call is over, with how that came, as the phone puts it. */
  async over(withinMs?: number): Promise<string> {
    const ends = /(missed: .*|hung up.*|the far end hung up.*|refused by .*|the far end was lost.*)\n/;
    return (await this.#next(ends, withinMs))[1] ?? '';
  }

  /** Resolves when the call is over, with what was heard in it. */
  async heard(withinMs?: number): Promise<HeardCall> {
    const end = await this.over(withinMs);
    const [, seconds, path] = /heard (\d+\.\d) s, written to (.*\.wav)$/.exec(end) ?? [];
    if (path === undefined) throw new Error(`${this.name} heard nothing: ${end}`);
    return { seconds: Number(seconds), sound: readSound(path) };
  }

  abstract [Symbol.asyncDispose](): Promise<void>;

  /** Takes what the phone says of itself, in whole lines. */
  protected told(text: string): void {
    this.#told.add(text);
  }

  async #next(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray> {
    const match = await this.#told.saw(pattern, withinMs, this.#taken);
    this.#taken += match.index + match[0].length;
    return match;
  }
}

/** The secret of a phone, as the house's sip.conf has it. */
export function secretOf(etc: string, name: string): string {
  const text = readFileSync(join(etc, 'sip.conf'), 'utf8');
  return new RegExp(`^\\[${name}\\][^[]*?^secret *= *(.*?) *$`, 'm').exec(text)?.[1] ?? '';
}
