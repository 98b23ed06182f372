import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithUs } from './end-with-us.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** An instance of the sources in a process of its own, to be killed. */
export class AsterismProcess {
  readonly #child: ChildProcess;
  readonly #state: string;

  private constructor(child: ChildProcess, state: string) {
    this.#child = child;
    this.#state = state;
  }

  /**
   * Starts with the files under `folder`/etc, written first, and its state under `folder`/state; resolves when it is ready.
   * A second start in the same folder goes on where the first was killed.
   */
  static async start(folder: string, files: Readonly<Record<string, string>> = {}): Promise<AsterismProcess> {
    const [etc, state] = [join(folder, 'etc'), join(folder, 'state')];
    mkdirSync(etc, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(etc, name), text);
    const command = [process.execPath, join(ROOT, 'bin', 'launch.mjs'), 'run', '--config', etc, '--state', state];
    const output = join(folder, 'output');
    writeFileSync(output, '');
    const child = endWithUs(spawn('sh', ['-c', `exec "$@" >>"${output}" 2>&1`, 'sh', ...command], { stdio: 'ignore' }));
    const ended = new Promise<never>((_, reject) =>
      child.once('exit', (code) =>
        reject(new Error(`ended with ${code} before it was ready:\n${readFileSync(output, 'utf8')}`)),
      ),
    );
    ended.catch(() => {});
    await Promise.race([ended, ready(output)]);
    return new AsterismProcess(child, state);
  }

  /** Where its spool is. */
  get spool(): string {
    return join(this.#state, 'spool');
  }

  /** kill -9, and the end of the process. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.kill('SIGKILL');
    await gone;
  }
}

async function ready(output: string): Promise<void> {
  for (let attempt = 0; attempt < 1500; attempt++) {
    if (existsSync(output) && readFileSync(output, 'utf8').includes('Asterisk Ready.')) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`not ready after 15 s:\n${readFileSync(output, 'utf8')}`);
}
