import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endWithUs } from '../../test/support/end-with-us.ts';
import { Transcript } from './transcript.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PROGRAM = join(ROOT, 'bin', 'asterism');

/** What a story changes in the example's configuration: the places and secrets that an operator fills in. */
export interface HouseOptions {
  /** By file name: what becomes of its text; of a file that the example does not have, the text is ''. */
  readonly edit?: Readonly<Record<string, (text: string) => string>>;
}

/** A running Asterism with the configuration of an example, in a folder of its own. */
export class House implements AsyncDisposable {
  /** Where it listens for SIP on loopback. */
  readonly sipPort: number;
  readonly etc: string;
  readonly state: string;
  /** What its console tells. */
  readonly console = new Transcript('the console');
  #child: ChildProcess | undefined;

  private constructor(folder: string, sipPort: number) {
    this.sipPort = sipPort;
    this.etc = join(folder, 'etc');
    this.state = join(folder, 'state');
  }

  /** Writes the edited configuration and starts; resolves when it is ready. */
  static async start(example: string, folder: string, options: HouseOptions = {}): Promise<House> {
    const house = new House(folder, await freeUdpPort());
    const source = join(ROOT, 'examples', example);
    cpSync(source, house.etc, { recursive: true, filter: (path) => !/\.(ts|md)$/.test(path) });
    const edits: Record<string, (text: string) => string> = { ...options.edit };
    const own = (text: string): string =>
      text.replace(/^udpbindaddr\s*=.*$/m, `udpbindaddr = 127.0.0.1:${house.sipPort}`);
    const wanted = edits['sip.conf'];
    edits['sip.conf'] = wanted ? (text) => wanted(own(text)) : own;
    for (const [name, edit] of Object.entries(edits)) {
      const path = join(source, name);
      house.write(name, edit(existsSync(path) ? readFileSync(path, 'utf8') : ''));
    }
    await house.start();
    return house;
  }

  /** Starts it, or starts it again after {@link stop}. */
  async start(): Promise<void> {
    const child = endWithUs(
      spawn(PROGRAM, ['run', '--config', this.etc, '--state', this.state, '-vvv'], {
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    child.stdout.on('data', (chunk: Buffer) => this.console.add(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => this.console.add(chunk.toString()));
    this.#child = child;
    const ended = new Promise<never>((_, reject) =>
      child.once('exit', (code) => reject(new Error(`Asterism ended with ${code}:\n${this.console.text}`))),
    );
    ended.catch(() => {});
    await Promise.race([this.console.saw(/Asterisk Ready\./, 30_000), ended]);
  }

  /** Puts a file beside the configuration; `name` may have a folder in it. */
  write(name: string, text: string): void {
    const path = join(this.etc, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Changes a file of the configuration, as an operator does before a reload. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.etc, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }

  /** One command of the console, and its output. */
  rx(command: string): Promise<string> {
    return new Promise((resolve, reject) =>
      execFile(PROGRAM, ['--config', this.etc, '--state', this.state, '-rx', command], (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      ),
    );
  }

  /** Moves a call file into the spool. @param due what `touch -d` dates it with before the move. @returns where it lies. */
  dropCallFile(name: string, text: string, due?: string): string {
    const aside = join(this.state, 'spool', 'tmp', name);
    mkdirSync(join(aside, '..'), { recursive: true });
    writeFileSync(aside, text);
    if (due !== undefined) execFileSync('touch', ['-d', due, aside]);
    const place = join(this.spool('outgoing'), name);
    renameSync(aside, place);
    return place;
  }

  /** A folder of the spool. */
  spool(folder: string): string {
    return join(this.state, 'spool', folder);
  }

  /** The lines of Master.csv so far. */
  get callRecords(): string[] {
    const file = join(this.state, 'log', 'cdr-csv', 'Master.csv');
    return statSync(file, { throwIfNoEntry: false }) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  /** Ends it as an operator does. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGINT');
    child.kill('SIGINT');
    const limit = setTimeout(() => child.kill('SIGKILL'), 8000);
    await gone;
    clearTimeout(limit);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** A UDP port of loopback that is free at the moment. */
export async function freeUdpPort(): Promise<number> {
  const probe = createSocket('udp4');
  await new Promise<void>((resolve) => probe.bind(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}
