import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock, Timer } from '../base/clock.ts';
import { seconds } from '../base/duration.ts';
import { AsterismError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { errorCodes } from './codes.ts';
import { openDatabaseFile } from './database-file.ts';
import { likeMatcher, startsWithIgnoringCase } from './key-match.ts';

/** One row: `/family/key` and its value. */
export interface AstDbEntry {
  readonly path: string;
  readonly value: string;
}

/** What {@link openAstDb} needs. */
export interface AstDbOptions {
  /** Absolute path of `astdb.sqlite3`. */
  readonly path: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** How long a change may wait for the disk. A kill loses at most this much. */
const WRITE_BEHIND_MS = seconds(1);

/** The longest `/family/key`, in bytes of UTF-8. @see observed: Asterisk 16 refuses longer ones. */
const LONGEST_PATH = 255;

const SCHEMA = `
  PRAGMA journal_mode = DELETE;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS astdb(key VARCHAR(256), value VARCHAR(256), PRIMARY KEY(key));
`;

/**
 * Asterisk's database of families, keys and values: a map in memory, written behind in one transaction at most a
 * second later and at close. Reading and writing never wait for the disk; kill -9 loses at most that second and
 * damages nothing. The file is Asterisk's own `astdb.sqlite3`, so an existing one opens and can be taken back.
 */
export class AstDb {
  readonly #entries = new Map<string, string>();
  /** Paths changed since the last write. */
  readonly #dirty = new Set<string>();
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #path: string;
  readonly #database: DatabaseSync | undefined;
  readonly #upsert: StatementSync | undefined;
  readonly #remove: StatementSync | undefined;
  #timer: Timer | undefined;
  #failing = false;
  #closed = false;

  /** Use {@link openAstDb}. @param database absent: nothing is kept. */
  constructor(options: AstDbOptions, database: DatabaseSync | undefined) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#path = options.path;
    this.#database = database;
    if (!database) return;
    this.#upsert = database.prepare('INSERT OR REPLACE INTO astdb(key, value) VALUES(?, ?)');
    this.#remove = database.prepare('DELETE FROM astdb WHERE key = ?');
    const rows = database.prepare('SELECT CAST(key AS TEXT) AS key, CAST(value AS TEXT) AS value FROM astdb').all();
    for (const row of rows) {
      if (typeof row['key'] === 'string') this.#entries.set(row['key'], String(row['value'] ?? ''));
    }
  }

  /** How many entries there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** The value of `family`/`key`, or undefined. */
  get(family: string, key: string): string | undefined {
    return this.#entries.get(pathOf(family, key));
  }

  /** Sets a value; false if family and key together are too long (more than 253 bytes). */
  put(family: string, key: string, value: string): boolean {
    const path = pathOf(family, key);
    if (path.length * 3 > LONGEST_PATH && Buffer.byteLength(path) > LONGEST_PATH) return false;
    this.#entries.set(path, value);
    this.#touch(path);
    return true;
  }

  /** Removes one entry; false if there was none. */
  delete(family: string, key: string): boolean {
    const path = pathOf(family, key);
    if (!this.#entries.delete(path)) return false;
    this.#touch(path);
    return true;
  }

  /**
   * Removes `family`, or what lies under `family`/`keyTree`, and tells how many entries went. Letters' case does not
   * count, as in Asterisk. An empty family removes everything.
   *
   * Deviation: `%` and `_` in a family stand for themselves; in Asterisk `deltree a_b` also takes `axb` with it.
   */
  deleteTree(family: string, keyTree = ''): number {
    const prefix = treePrefix(family, keyTree);
    const gone = [...this.#entries.keys()].filter((path) => startsWithIgnoringCase(`${path}/`, prefix));
    for (const path of gone) {
      this.#entries.delete(path);
      this.#touch(path);
    }
    return gone.length;
  }

  /**
   * The entries of `family`, or those under `family`/`keyTree`, sorted by path; all of them if family is empty. Case does not
   * count and `%` and `_` are wildcards, as in Asterisk.
   */
  tree(family = '', keyTree = ''): AstDbEntry[] {
    const prefix = treePrefix(family, keyTree);
    if (!/[%_]/.test(prefix)) return this.#collect((path) => startsWithIgnoringCase(`${path}/`, prefix));
    const matches = likeMatcher(`${prefix}%`);
    return this.#collect((path) => matches(`${path}/`));
  }

  /** The entries of all families whose last part is `key`, sorted by path. `%` and `_` are wildcards. */
  withKey(key: string): AstDbEntry[] {
    return this.#collect(likeMatcher(`%/${key}`));
  }

  /**
   * Runs SQL on the file, after writing what waits, and takes over what it changed.
   * @returns the rows, or what SQLite said against it.
   */
  query(sql: string): { ok: true; rows: Array<Record<string, unknown>> } | { ok: false; reason: string } {
    if (!this.#database) return { ok: false, reason: `${this.#path} could not be opened` };
    this.flush();
    try {
      const rows = this.#database.prepare(sql).all();
      this.#reread();
      return { ok: true, rows };
    } catch (error) {
      return { ok: false, reason: messageOf(error) };
    }
  }

  /** Writes what waits, in one transaction. A failure is logged once and tried again a second later. */
  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#dirty.size === 0 || !this.#database || !this.#upsert || !this.#remove) return;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const path of this.#dirty) {
        const value = this.#entries.get(path);
        if (value === undefined) this.#remove.run(path);
        else this.#upsert.run(path, value);
      }
      this.#database.exec('COMMIT');
      this.#dirty.clear();
      if (this.#failing) this.#log.notice(`${this.#path} can be written again; nothing was lost`);
      this.#failing = false;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      if (!this.#failing)
        this.#log.error(`cannot write ${this.#path}: ${messageOf(error)}; the changes wait in memory`);
      this.#failing = true;
      if (!this.#closed) this.#arm();
    }
  }

  /** Writes what waits and closes the file. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.flush();
    if (this.#dirty.size > 0) this.#log.error(`${this.#dirty.size} changes could not be written to ${this.#path}`);
    this.#database?.close();
  }

  #touch(path: string): void {
    if (this.#closed) throw new AsterismError(errorCodes.closed, 'the database was used after it was closed');
    if (!this.#database) return;
    this.#dirty.add(path);
    this.#arm();
  }

  #arm(): void {
    this.#timer ??= this.#clock.after(WRITE_BEHIND_MS, () => this.flush());
  }

  #reread(): void {
    const rows = this.#database?.prepare('SELECT key, value FROM astdb').all() ?? [];
    this.#entries.clear();
    for (const row of rows) this.#entries.set(String(row['key']), String(row['value']));
  }

  #collect(wanted: (path: string) => boolean): AstDbEntry[] {
    const found: AstDbEntry[] = [];
    for (const [path, value] of this.#entries) if (wanted(path)) found.push({ path, value });
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/**
 * Opens the database; the caller owns and closes it. A damaged file is moved aside. One that cannot be opened at all is
 * said loudly, and the database then lives in memory only.
 */
export function openAstDb(options: AstDbOptions): AstDb {
  let database: DatabaseSync | undefined;
  try {
    const { path, clock, log } = options;
    database = openDatabaseFile({ path, log, nowMs: clock.now(), schema: SCHEMA });
  } catch (error) {
    options.log.error(`cannot open ${options.path}: ${messageOf(error)}; nothing put into the database will be kept`);
  }
  return new AstDb(options, database);
}

function pathOf(family: string, key: string): string {
  return `/${family}/${key}`;
}

function treePrefix(family: string, keyTree: string): string {
  if (family === '') return '';
  return keyTree === '' ? `/${family}/` : `/${family}/${keyTree}/`;
}
