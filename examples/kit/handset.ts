import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSound, type Sound, sine, wavBytes } from '../../test/support/audio.ts';
import { endWithUs } from '../../test/support/end-with-us.ts';
import type { House } from './house.ts';
import { Transcript } from './transcript.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'asterism');

/** How a phone behaves by itself. */
export interface HandsetOptions {
  /** Picks up by itself after so long. */
  readonly answerAfterMs?: number;
  /** Hangs up so long after the answer. */
  readonly hangUpAfterMs?: number;
  /** A tone that it says on every call. */
  readonly sayHz?: number;
  /** The length of that tone; the whole call if left out. */
  readonly sayMs?: number;
  /** It does not register but listens on this port: somebody outside, whom a peer of sip.conf names. */
  readonly outsidePort?: number;
}

/** What a phone heard in one call. */
export interface HeardCall {
  /** All but silence. */
  readonly seconds: number;
  readonly sound: Sound;
}

/** `asterism phone` in a process of its own, used by a story. */
export class Handset implements AsyncDisposable {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #printed: Transcript;
  readonly #outside: boolean;
  /** Up to where events have been taken. */
  #taken = 0;

  constructor(house: House, name: string, tell: (line: string) => void, options: HandsetOptions = {}) {
    this.name = name;
    this.#printed = new Transcript(`the phone ${name}`);
    this.#outside = options.outsidePort !== undefined;
    const state = join(house.state, '..', `phone-${name}`);
    mkdirSync(state, { recursive: true });
    const secret = join(state, 'secret');
    writeFileSync(secret, `${secretOf(house.etc, name)}\n`, { mode: 0o600 });
    const args = ['phone', name, '--state', state, '--mute', '--registrar', `127.0.0.1:${house.sipPort}`];
    if (options.outsidePort === undefined) args.push('--secret-file', secret);
    else args.push('--no-register', '--port', String(options.outsidePort));
    if (options.answerAfterMs !== undefined) args.push('--answer-after', String(options.answerAfterMs / 1000));
    if (options.hangUpAfterMs !== undefined) args.push('--hangup-after', String(options.hangUpAfterMs / 1000));
    const { sayHz, sayMs } = options;
    if (sayHz !== undefined && sayMs !== undefined) {
      const file = join(state, 'say.wav');
      writeFileSync(file, wavBytes(sine(sayHz, sayMs)));
      args.push('--say', file);
    } else if (sayHz !== undefined) args.push('--say', String(sayHz));
    this.#child = endWithUs(spawn(PROGRAM, args, { stdio: ['pipe', 'pipe', 'pipe'] }));
    let rest = '';
    const take = (chunk: Buffer): void => {
      this.#printed.add(chunk.toString());
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) tell(`${name} ${line.replace(/, written to .*/, '')}`);
    };
    this.#child.stdout?.on('data', take);
    this.#child.stderr?.on('data', take);
  }

  /** Resolves when it is registered, or listens. */
  async ready(): Promise<void> {
    await this.#next(this.#outside ? /listens at/ : /registered at/);
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
    const ring = /ringing: .*/.exec(this.#printed.text.slice(this.#taken));
    if (ring) throw new Error(`${this.name} rang: ${ring[0]}`);
  }

  answer(): void {
    this.#type('\n');
  }

  dial(number: string): void {
    this.#type(`d${number}\n`);
  }

  /** Sends digits one after another. */
  press(digits: string): void {
    this.#type(digits);
  }

  /** Hangs up, or refuses a call that rings. */
  hangUp(): void {
    this.#type('h');
  }

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

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGINT');
    const limit = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(limit);
  }

  async #next(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray> {
    const match = await this.#printed.saw(pattern, withinMs, this.#taken);
    this.#taken += match.index + match[0].length;
    return match;
  }

  #type(keys: string): void {
    this.#child.stdin?.write(keys);
  }
}

/** The secret of a phone, as the house's sip.conf has it. */
function secretOf(etc: string, name: string): string {
  const text = readFileSync(join(etc, 'sip.conf'), 'utf8');
  return new RegExp(`^\\[${name}\\][^[]*?^secret *= *(.*?) *$`, 'm').exec(text)?.[1] ?? '';
}
