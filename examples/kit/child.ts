import { type ChildProcess, spawn } from 'node:child_process';
import { endWithUs } from '../../test/support/end-with-us.ts';
import { Transcript } from './transcript.ts';

/** A program that runs beside the house until the end of the story. */
export class Child implements AsyncDisposable {
  readonly printed: Transcript;
  readonly #child: ChildProcess;

  constructor(name: string, command: string, args: readonly string[], tell: (line: string) => void) {
    this.printed = new Transcript(name);
    this.#child = endWithUs(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
    const take = (chunk: Buffer): void => {
      this.printed.add(chunk.toString());
      for (const line of chunk.toString().trimEnd().split('\n')) tell(`${name}: ${line}`);
    };
    this.#child.stdout?.on('data', take);
    this.#child.stderr?.on('data', take);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.kill('SIGTERM');
    const limit = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(limit);
  }
}
