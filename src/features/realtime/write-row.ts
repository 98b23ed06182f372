import type { Row } from './table.ts';

/** A row as a text: each column, `equals`, its value, `between`; empty where there is none. */
export function writeRow(row: Row | undefined, between: string, equals: string): string {
  return (row ?? []).map(([column, value]) => `${column}${equals}${value}${between}`).join('');
}
