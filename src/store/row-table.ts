import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';

/** A table of texts in a SQLite file, to which rows are added. */
export interface RowTableOptions {
  /** Absolute path of the file; made if it is missing. */
  readonly path: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** How long a locked file is waited for. */
  readonly busyMs: number;
  readonly log: Logger;
}

/** Adds rows to a table, which is made as `AcctId INTEGER PRIMARY KEY` and the columns where it is missing. A failure is told and stops nothing. Close it. */
export class RowTable {
  readonly #options: RowTableOptions;
  #database: DatabaseSync | undefined;
  #insert: StatementSync | undefined;

  constructor(options: RowTableOptions) {
    this.#options = options;
  }

  add(values: readonly string[]): void {
    try {
      this.#insert ??= this.#open();
      this.#insert.run(...values);
    } catch (error) {
      const { log, path, table } = this.#options;
      log.error(`Unable to add a row to the table ${table} of ${path}: ${messageOf(error)}`);
    }
  }

  close(): void {
    this.#database?.close();
    this.#database = undefined;
    this.#insert = undefined;
  }

  #open(): StatementSync {
    const { path, busyMs, columns } = this.#options;
    this.close();
    const database = new DatabaseSync(path, { timeout: busyMs });
    this.#database = database;
    const table = quoted(this.#options.table);
    const names = columns.map(quoted);
    const known = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
    if (!known.get(this.#options.table))
      database.exec(
        `CREATE TABLE ${table} (AcctId INTEGER PRIMARY KEY, ${names.map((name) => `${name} varchar`).join(', ')})`,
      );
    return database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
