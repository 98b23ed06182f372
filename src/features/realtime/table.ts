/** One row: its columns in order, an absent value as empty text. */
export type Row = ReadonlyArray<readonly [column: string, value: string]>;

/** What rows must have: a column, with an operator behind a blank where it is not equality (`name LIKE`, `age >`), and the value. */
export interface Match {
  readonly column: string;
  readonly value: string;
}

/** What came of an operation: what it gives, or why it failed, for a log line. */
export type TableResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: string };

/** Where the rows of a family are kept. Nothing throws. */
export interface RealtimeTable {
  /** The rows that match, as they lie, `limit` of them at most. */
  rows(matches: readonly Match[], limit: number): TableResult<readonly Row[]>;
  /** Changes all rows that match; how many they were. */
  update(matches: readonly Match[], changes: Row): TableResult<number>;
  /** Adds a row; how many were added. */
  store(row: Row): TableResult<number>;
  /** Removes the rows that match; how many they were. */
  destroy(matches: readonly Match[]): TableResult<number>;
}

/** A failed operation. */
export function failed(fault: string): { readonly ok: false; readonly fault: string } {
  return { ok: false, fault };
}
