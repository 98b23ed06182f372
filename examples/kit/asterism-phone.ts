import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sine, wavBytes } from '../../test/support/audio.ts';
import { endWithUs } from '../../test/support/end-with-us.ts';
import { Handset, type HandsetOptions, secretOf } from './handset.ts';
import type { House } from './house.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'asterism');

/** `asterism phone`. */
export class AsterismPhone extends Handset {
  readonly #child: ChildProcess;

  constructor(house: House, name: string, tell: (line: string) => void, options: HandsetOptions = {}) {
    super(name);
    const state = join(house.state, '..', `phone-${name}`);
    mkdirSync(state, { recursive: true });
    const secret = join(state, 'secret');
    writeFileSync(secret, `${secretOf(house.etc, name)}\n`, { mode: 0o600 });
    const args = ['phone', name, '--state', state, '--mute', '--registrar', `127.0.0.1:${house.sipPort}`];
    if (options.outside) args.push('--no-register', '--port', String(options.outside.port));
    else args.push('--secret-file', secret);
    const { sayHz, sayMs } = options;
    if (sayHz !== undefined && sayMs !== undefined) {
      const file = join(state, 'say.wav');
      writeFileSync(file, wavBytes(sine(sayHz, sayMs)));
      args.push('--say', file);
    } else if (sayHz !== undefined) args.push('--say', String(sayHz));
    this.#child = endWithUs(spawn(PROGRAM, args, { stdio: ['pipe', 'pipe', 'pipe'] }));
    let rest = '';
    const take = (chunk: Buffer): void => {
      this.told(chunk.toString());
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) tell(`${name} ${line.replace(/, written to .*/, '')}`);
    };
    this.#child.stdout?.on('data', take);
    this.#child.stderr?.on('data', take);
  }

  answer(): void {
    this.#type('\n');
  }

  dial(number: string): void {
    this.#type(`d${number}\n`);
  }

  press(digits: string): void {
    this.#type(digits);
  }

  hangUp(): void {
    this.#type('h');
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

  #type(keys: string): void {
    this.#child.stdin?.write(keys);
  }
}
