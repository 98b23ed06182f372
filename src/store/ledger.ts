import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock, Timer } from '../base/clock.ts';
import { seconds } from '../base/duration.ts';
import { AsterismError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { errorCodes } from './codes.ts';
import { openDatabaseFile } from './database-file.ts';

/** What {@link openLedger} needs. */
export interface LedgerOptions {
  /** Absolute path of the SQLite file. */
  readonly path: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A fact to set, or with an undefined value to strike out. */
export interface FactChange {
  readonly key: string;
  readonly value: string | undefined;
}

/** One kind of facts. Keys and values are text; what they mean is their owner's affair. */
export interface LedgerBook {
  get(key: string): string | undefined;
  /** All facts of this kind, in no order. */
  entries(): IterableIterator<[string, string]>;
  /**
   * Writes all changes in one transaction and returns when they are on the disk: they outlive a power cut. Costs about as
   * much for a thousand changes as for one, so gather what comes at once.
   * @throws Error what SQLite said, for example that the disk is full; then none of the changes holds.
   */
  commit(changes: readonly FactChange[]): void;
  /**
   * As {@link commit}, but returns when the operating system has the changes: they outlive the death of this process, and within a
   * second a power cut too. Ten times cheaper; for a fact that is bad to lose but comes one at a time.
   */
  note(changes: readonly FactChange[]): void;
  /** Strikes out a fact that has become pointless, within a second; a crash may leave it. */
  forget(key: string): void;
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS fact(kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(kind, key)) WITHOUT ROWID;
`;

/** How long a noted fact may wait for the platter and a forgotten one for its end. */
const SETTLE_MS = seconds(1);

/**
 * Facts about what must never happen twice: that a call file's attempt was begun, that a reminder was fired. They are on
 * disk before the deed, so that a crash between the two costs one deed and never repeats it.
 */
export class Ledger {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #upsert: StatementSync;
  readonly #remove: StatementSync;
  readonly #books = new Map<string, Map<string, string>>();
  readonly #forgotten: Array<{ kind: string; key: string }> = [];
  #timer: Timer | undefined;
  #unsettled = false;
  /** As the schema sets it. */
  #sync: 'FULL' | 'NORMAL' = 'FULL';
  #closed = false;

  /** Use {@link openLedger}. */
  constructor(database: DatabaseSync, clock: Clock, log: Logger) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
    this.#upsert = database.prepare('INSERT OR REPLACE INTO fact(kind, key, value) VALUES(?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM fact WHERE kind = ? AND key = ?');
    for (const row of database.prepare('SELECT kind, key, value FROM fact').all()) {
      this.#facts(String(row['kind'])).set(String(row['key']), String(row['value']));
    }
  }

  /** The facts of one kind, for example `call-file`. */
  book(kind: string): LedgerBook {
    const facts = this.#facts(kind);
    return {
      get: (key) => facts.get(key),
      entries: () => facts.entries(),
      commit: (changes) => this.#write(kind, changes, 'FULL'),
      note: (changes) => {
        this.#write(kind, changes, 'NORMAL');
        this.#unsettled = true;
        this.#arm();
      },
      forget: (key) => {
        if (!facts.delete(key) || this.#closed) return;
        this.#forgotten.push({ kind, key });
        this.#arm();
      },
    };
  }

  /** Strikes out what was forgotten, brings what was noted to the disk, and closes the file. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#settle();
    this.#closed = true;
    this.#database.close();
  }

  #facts(kind: string): Map<string, string> {
    let facts = this.#books.get(kind);
    if (!facts) {
      facts = new Map();
      this.#books.set(kind, facts);
    }
    return facts;
  }

  #write(kind: string, changes: readonly FactChange[], sync: 'FULL' | 'NORMAL'): void {
    if (this.#closed) throw new AsterismError(errorCodes.closed, 'the ledger was used after it was closed');
    if (changes.length === 0) return;
    // A fact that is set again must not be struck out by an older wish to forget it.
    this.#strikeForgotten();
    const write = ({ key, value }: FactChange): void => {
      if (value === undefined) this.#remove.run(kind, key);
      else this.#upsert.run(kind, key, value);
    };
    const [only] = changes;
    // A single statement is a transaction of its own.
    if (changes.length === 1 && only) {
      this.#demand(sync);
      write(only);
    } else {
      this.#transact(sync, () => {
        for (const change of changes) write(change);
      });
    }
    const facts = this.#facts(kind);
    for (const { key, value } of changes) {
      if (value === undefined) facts.delete(key);
      else facts.set(key, value);
    }
  }

  #strikeForgotten(): void {
    if (this.#forgotten.length === 0) return;
    this.#transact('NORMAL', () => {
      for (const { kind, key } of this.#forgotten) this.#remove.run(kind, key);
    });
    this.#forgotten.length = 0;
  }

  #transact(sync: 'FULL' | 'NORMAL', work: () => void): void {
    this.#demand(sync);
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** How far the next transaction must have got when it returns: FULL, to the platter; NORMAL, to the operating system. */
  #demand(sync: 'FULL' | 'NORMAL'): void {
    if (sync === this.#sync) return;
    this.#database.exec(`PRAGMA synchronous = ${sync}`);
    this.#sync = sync;
  }

  #arm(): void {
    this.#timer ??= this.#clock.after(SETTLE_MS, () => {
      this.#timer = undefined;
      this.#settle();
    });
  }

  /** A checkpoint in FULL mode syncs the log, and with it every transaction noted so far. */
  #settle(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    try {
      this.#strikeForgotten();
      if (this.#unsettled) {
        this.#demand('FULL');
        this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)');
      }
      this.#unsettled = false;
    } catch (error) {
      this.#log.warning(`the ledger could not be tidied: ${messageOf(error)}`);
      this.#arm();
    }
  }
}

/**
 * Opens the ledger; the caller owns and closes it. A damaged file is moved aside and the ledger starts empty.
 * @returns the ledger, or why there is none; without one nothing may be begun that must not happen twice.
 */
export function openLedger(options: LedgerOptions): { ok: true; ledger: Ledger } | { ok: false; reason: string } {
  const { path, clock, log } = options;
  try {
    const database = openDatabaseFile({ path, log, nowMs: clock.now(), schema: SCHEMA });
    return { ok: true, ledger: new Ledger(database, clock, log) };
  } catch (error) {
    return { ok: false, reason: `cannot open ${path}: ${messageOf(error)}` };
  }
}
