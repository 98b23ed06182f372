import type { ConfigFile } from '../../config/config-file.ts';
import { failed, type Match, type RealtimeTable, type Row, type TableResult } from './table.ts';

const READ_ONLY = 'a configuration file is only read';

/** The sections of a configuration file as rows: `id` is the name of the section, the other columns are its options. Only to be read. */
export class ConfigTable implements RealtimeTable {
  readonly #read: () => ConfigFile;

  /** @param read reads the file as it stands now. */
  constructor(read: () => ConfigFile) {
    this.#read = read;
  }

  rows(matches: readonly Match[], limit: number): TableResult<readonly Row[]> {
    const file = this.#read();
    if (file.missing) return failed(`there is no file ${file.path}`);
    const rows = file.sections.map(({ name, items }): Row => {
      const columns = new Map(items.map((item) => [item.name.text, item.value.text]));
      return [['id', name.text], ...columns];
    });
    return { ok: true, value: rows.filter((row) => matches.every((match) => fits(row, match))).slice(0, limit) };
  }

  update(): TableResult<number> {
    return failed(READ_ONLY);
  }

  store(): TableResult<number> {
    return failed(READ_ONLY);
  }

  destroy(): TableResult<number> {
    return failed(READ_ONLY);
  }
}

function fits(row: Row, { column, value }: Match): boolean {
  const [name = '', operator = '='] = column.trim().split(/\s+/);
  const found = row.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
  if (found === undefined) return false;
  switch (operator.toUpperCase()) {
    case '=':
      return found === value;
    case '!=':
    case '<>':
      return found !== value;
    case '<':
      return Number(found) < Number(value);
    case '<=':
      return Number(found) <= Number(value);
    case '>':
      return Number(found) > Number(value);
    case '>=':
      return Number(found) >= Number(value);
    case 'LIKE':
      return likePattern(value).test(found);
    default:
      return false;
  }
}

/** SQL's pattern: `%` any text, `_` any character; without regard to case, as SQLite has it. */
function likePattern(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '[^]*')
    .replaceAll('_', '[^]');
  return new RegExp(`^${source}$`, 'i');
}
