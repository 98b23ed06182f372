import type { Logger } from '../../base/log.ts';
import { failed, type Match, type RealtimeTable, type Row, type TableResult } from './table.ts';

/** A family as extconfig.conf has it. */
export interface Family {
  readonly name: string;
  readonly engine: string;
  readonly database: string;
  readonly tableName: string;
  /** Undefined where the engine is not there. */
  readonly table: RealtimeTable | undefined;
}

/** The families and their rows. Failures are logged, and told by `undefined`. */
export class Realtime {
  readonly #log: Logger;
  #families: readonly Family[] = [];

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Takes the families as they stand in the file now. */
  configure(families: readonly Family[]): void {
    this.#families = families;
  }

  /** In the order of the file. */
  get families(): readonly Family[] {
    return this.#families;
  }

  /** The first row that matches; undefined where there is none. */
  first(family: string, matches: readonly Match[]): Row | undefined {
    return this.#value(this.#table(family, (table) => table.rows(matches, 1)))?.[0];
  }

  /** Changes the rows that match; how many they were, or undefined. */
  update(family: string, matches: readonly Match[], changes: Row): number | undefined {
    return this.#value(this.#table(family, (table) => table.update(matches, changes)));
  }

  /** Adds a row; how many were added, or undefined. */
  store(family: string, row: Row): number | undefined {
    return this.#value(this.#table(family, (table) => table.store(row)));
  }

  /** Removes the rows that match; how many they were, or undefined. */
  destroy(family: string, matches: readonly Match[]): number | undefined {
    return this.#value(this.#table(family, (table) => table.destroy(matches)));
  }

  #table<T>(family: string, use: (table: RealtimeTable) => TableResult<T>): TableResult<T> | undefined {
    const found = this.#families.find(({ name }) => name.toLowerCase() === family.toLowerCase());
    if (!found) return undefined;
    if (found.table) return use(found.table);
    return failed(
      `Realtime mapping for '${family}' found to engine '${found.engine}', but the engine is not available`,
    );
  }

  #value<T>(result: TableResult<T> | undefined): T | undefined {
    if (result?.ok) return result.value;
    if (result) this.#log.warning(result.fault);
    return undefined;
  }
}
