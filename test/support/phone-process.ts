import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithUs } from './end-with-us.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** `asterism phone` in a process of its own; the test stops it. */
export class PhoneProcess {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #waiting = new Set<() => void>();
  /** All that it has printed. */
  output = '';
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;

  /**
   * @param args what follows `asterism phone`, for example the name and `--once`.
   * @param environment with a PATH of its own the phone may find an aplay; without one it plays nothing.
   */
  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.#folder = mkdtempSync(join(tmpdir(), 'asterism-phone-'));
    const mute = 'PATH' in environment ? [] : ['--mute'];
    this.#child = endWithUs(
      spawn(process.execPath, [join(ROOT, 'bin', 'launch.mjs'), 'phone', ...args, '--state', this.#folder, ...mute], {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, ...environment },
      }),
    );
    const take = (chunk: Buffer): void => {
      this.output += chunk.toString();
      for (const look of [...this.#waiting]) look();
    };
    this.#child.stdout?.on('data', take);
    this.#child.stderr?.on('data', take);
    this.ended = new Promise((resolve) => this.#child.once('close', resolve));
  }

  /** Resolves with the line when one that matches has been printed, now or earlier. */
  saw(pattern: RegExp, withinMs = 15_000): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const line = this.output.split('\n').find((one) => pattern.test(one));
        if (line === undefined) return;
        this.#waiting.delete(look);
        clearTimeout(limit);
        resolve(line);
      };
      const limit = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`the phone did not print ${pattern} within ${withinMs} ms:\n${this.output}`));
      }, withinMs);
      this.#waiting.add(look);
      look();
    });
  }

  /** Presses keys as on the terminal. */
  type(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** The seconds heard in the last call that has ended, and the wav file. */
  get heard(): { readonly seconds: number; readonly path: string } {
    const last = [...this.output.matchAll(/heard (\d+\.\d) s, written to (.*\.wav)$/gm)].at(-1);
    if (!last) throw new Error(`nothing was heard:\n${this.output}`);
    return { seconds: Number(last[1]), path: last[2] ?? '' };
  }

  /** Ends it as Ctrl-C does, and removes what it has written. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGINT');
    const limit = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await this.ended;
    clearTimeout(limit);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
