import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUs } from './end-with-us.ts';
import { freePort } from './free-port.ts';

/** True where Radicale is installed. */
export const haveRadicale = spawnSync('radicale', ['--version']).error === undefined;

/** True where Radicale can also read passwords that are hashed by bcrypt: Debian's python3-bcrypt and python3-passlib. */
export const haveBcrypt = spawnSync('/usr/bin/python3', ['-c', 'import bcrypt, passlib']).status === 0;

/** `wonder`, hashed by bcrypt. */
const HASHED = '$2b$05$PcjA62nGCw6/XVPAs3gulO96mX6emdwHgBBCbT6pZYRxN/IP0k8z6';

/** A Radicale on loopback with the user alice, password wonder. The test closes it. */
export class Radicale {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'radicale-'));
  #child: ChildProcess | undefined;

  private constructor(port: number, hashed: boolean) {
    this.port = port;
    writeFileSync(join(this.#folder, 'users'), `alice:${hashed ? HASHED : 'wonder'}\n`);
    writeFileSync(
      join(this.#folder, 'config'),
      [
        '[server]',
        `hosts = 127.0.0.1:${port}`,
        '[auth]',
        'type = htpasswd',
        `htpasswd_filename = ${this.#folder}/users`,
        `htpasswd_encryption = ${hashed ? 'bcrypt' : 'plain'}`,
        'delay = 0',
        '[storage]',
        `filesystem_folder = ${this.#folder}/storage`,
        '',
      ].join('\n'),
    );
  }

  /** Starts one with empty calendars of these names. */
  static open(...calendars: string[]): Promise<Radicale> {
    return Radicale.#open(calendars, false);
  }

  /** The same, with the password kept as a bcrypt hash, as installations do. */
  static openHashed(...calendars: string[]): Promise<Radicale> {
    return Radicale.#open(calendars, true);
  }

  static async #open(calendars: readonly string[], hashed: boolean): Promise<Radicale> {
    const radicale = new Radicale(await freePort(), hashed);
    for (const name of calendars) {
      mkdirSync(radicale.#pathOf(name), { recursive: true });
      writeFileSync(join(radicale.#pathOf(name), '.Radicale.props'), '{"tag": "VCALENDAR"}');
    }
    await radicale.start();
    return radicale;
  }

  /** Starts it again after {@link stop}; resolves when it answers. */
  async start(): Promise<void> {
    this.#child = endWithUs(spawn('radicale', ['--config', join(this.#folder, 'config')], { stdio: 'ignore' }));
    for (let attempt = 0; attempt < 300; attempt++) {
      const answered = await fetch(`http://127.0.0.1:${this.port}/.well-known/caldav`, { redirect: 'manual' }).then(
        () => true,
        () => false,
      );
      if (answered) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('Radicale does not answer');
  }

  /** Ends it; its calendars stay. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    await gone;
  }

  urlOf(calendar: string): string {
    return `http://127.0.0.1:${this.port}/alice/${calendar}/`;
  }

  /** Puts an object into a calendar as another program would. */
  async put(calendar: string, name: string, text: string): Promise<void> {
    const { status } = await fetch(`${this.urlOf(calendar)}${name}.ics`, {
      method: 'PUT',
      body: text,
      headers: { authorization: `Basic ${btoa('alice:wonder')}`, 'content-type': 'text/calendar' },
    });
    if (status !== 201 && status !== 204) throw new Error(`Radicale answers ${status}`);
  }

  /** The objects of a calendar as they lie on its disk. */
  objects(calendar: string): string[] {
    const folder = this.#pathOf(calendar);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ics'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #pathOf(calendar: string): string {
    return join(this.#folder, 'storage', 'collection-root', 'alice', calendar);
  }
}
