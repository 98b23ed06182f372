import { join } from 'node:path';
import { integer, text } from '../../config/schema/kinds.ts';
import { splitColumns } from '../../config/split-columns.ts';
import type { LoadResult, ModuleContext, ModuleInstance } from '../../extend/define-module.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { RowTable } from '../../store/row-table.ts';

/** The options of the section that lays a table out; `doc` tells what the values are made of. */
export const customTableOptions = (doc: string) => ({
  table: text({ doc: 'Its name.' }),
  columns: text({ doc: 'The names of its columns, with commas between them.' }),
  values: text({ doc }),
  busy_timeout: integer({ doc: 'Milliseconds that a locked file is waited for.', min: 0, default: 1000 }),
});

/** A table as a configuration file lays it out. */
interface Layout {
  readonly table?: string | undefined;
  readonly columns?: string | undefined;
  readonly values?: string | undefined;
  readonly busy_timeout: number;
}

/** What writes `T`s into a table of `master.db` in the log folder. */
export interface CustomTable<T> {
  /** The configuration file, for messages. */
  readonly file: string;
  /** Reads it; undefined where it is missing. */
  layout(): Layout | undefined;
  /** What the texts of `values` become for one. */
  texts(one: T, templates: readonly string[]): Promise<string[]>;
  /** Has `write` called with each until the returned function is called. */
  follow(write: (one: T) => Promise<void>): () => void;
}

/** Starts a module that does so; it declines where no table is named, or its columns and values do not match. */
export function startCustomTable<T>(context: ModuleContext, custom: CustomTable<T>): ModuleInstance | LoadResult {
  const path = join(context.use(systemPort).directories.log, 'master.db');
  let current: { readonly table: RowTable; readonly values: readonly string[] } | undefined;
  const close = (): void => {
    current?.table.close();
    current = undefined;
  };
  const load = (): LoadResult => {
    close();
    const { table = '', columns = '', values = '', busy_timeout: busyMs = 0 } = custom.layout() ?? {};
    if (table === '') return { ok: false, declined: `${custom.file} names no table` };
    const names = splitColumns(columns);
    const templates = splitColumns(values);
    if (names.length === 0 || names.length !== templates.length)
      return { ok: false, declined: `${custom.file} has ${names.length} columns and ${templates.length} values` };
    current = { table: new RowTable({ path, table, columns: names, busyMs, log: context.log }), values: templates };
    return { ok: true };
  };
  const loaded = load();
  if (!loaded.ok) return loaded;
  context.scope.onClose('table', close);
  context.scope.onClose(
    'backend',
    custom.follow(async (one) => {
      const wanted = current;
      if (wanted) wanted.table.add(await custom.texts(one, wanted.values));
    }),
  );
  return { reload: load };
}
