import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { messageOf } from '../../base/errors.ts';
import { failed, type Match, type RealtimeTable, type Row, type TableResult } from './table.ts';

const OPERATORS = /^(=|<>|!=|<|>|<=|>=|LIKE|NOT LIKE)$/i;

/** A table of a SQLite file. Columns and table are quoted and values bound, whatever they hold. */
export class SqliteTable implements RealtimeTable {
  readonly #database: () => DatabaseSync;
  readonly #name: string;

  /** @param database opens the file when it is first needed; may throw. */
  constructor(database: () => DatabaseSync, name: string) {
    this.#database = database;
    this.#name = quoted(name);
  }

  rows(matches: readonly Match[], limit: number): TableResult<readonly Row[]> {
    return this.#try(`SELECT * FROM ${this.#name}`, matches, ` LIMIT ${limit}`, (statement, values) =>
      statement
        .all(...values)
        .map((row) => Object.entries(row).map(([column, value]) => [column, textOf(value)] as const)),
    );
  }

  update(matches: readonly Match[], changes: Row): TableResult<number> {
    const set = changes.map(([column]) => `${quoted(column)} = ?`).join(', ');
    return this.#try(`UPDATE ${this.#name} SET ${set}`, matches, '', (statement, values) =>
      Number(statement.run(...changes.map(([, value]) => value), ...values).changes),
    );
  }

  store(row: Row): TableResult<number> {
    const columns = row.map(([column]) => quoted(column)).join(', ');
    const sql = `INSERT INTO ${this.#name} (${columns}) VALUES (${row.map(() => '?').join(', ')})`;
    return this.#try(sql, [], '', (statement) => Number(statement.run(...row.map(([, value]) => value)).changes));
  }

  destroy(matches: readonly Match[]): TableResult<number> {
    return this.#try(`DELETE FROM ${this.#name}`, matches, '', (statement, values) =>
      Number(statement.run(...values).changes),
    );
  }

  #try<T>(
    begin: string,
    matches: readonly Match[],
    end: string,
    run: (statement: ReturnType<DatabaseSync['prepare']>, values: SQLInputValue[]) => T,
  ): TableResult<T> {
    const conditions: string[] = [];
    for (const { column } of matches) {
      const [name, operator = '='] = splitMatch(column);
      if (!OPERATORS.test(operator)) return failed(`'${operator}' is no comparison`);
      conditions.push(`${quoted(name)} ${operator} ?`);
    }
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    const sql = begin + where + end;
    try {
      return {
        ok: true,
        value: run(
          this.#database().prepare(sql),
          matches.map(({ value }) => value),
        ),
      };
    } catch (fault) {
      return failed(`Could not execute '${sql}': ${messageOf(fault)}`);
    }
  }
}

/** `name LIKE` as the column and the comparison. */
function splitMatch(column: string): [name: string, operator?: string] {
  const trimmed = column.trim();
  const blank = trimmed.indexOf(' ');
  return blank < 0
    ? [trimmed]
    : [
        trimmed.slice(0, blank),
        trimmed
          .slice(blank + 1)
          .trim()
          .replaceAll(/\s+/g, ' '),
      ];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
}
