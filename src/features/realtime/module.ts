import { DatabaseSync } from 'node:sqlite';
import { type Diagnostic, diagnose, hasErrors } from '../../base/diagnostic.ts';
import { defineModule, type LoadResult, type ModuleContext } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { codes } from './codes.ts';
import { ConfigTable } from './config-table.ts';
import { extconfigSchema } from './files/extconfig-conf.ts';
import { sqliteSchema } from './files/res-config-sqlite3-conf.ts';
import { type Family, Realtime } from './realtime.ts';
import { realtimePort } from './realtime-port.ts';
import { SqliteTable } from './sqlite-table.ts';
import type { RealtimeTable } from './table.ts';

/** A database of res_config_sqlite3.conf, opened when it is first used. */
class Database {
  readonly path: string;
  readonly #timeoutMs: number;
  #open: DatabaseSync | undefined;

  constructor(path: string, timeoutMs: number) {
    this.path = path;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws Error what node:sqlite says of a file that cannot be opened. */
  readonly use = (): DatabaseSync => {
    this.#open ??= new DatabaseSync(this.path, { timeout: this.#timeoutMs });
    return this.#open;
  };

  close(): void {
    this.#open?.close();
    this.#open = undefined;
  }
}

/** Rows of databases and configuration files, for REALTIME() and its kin: extconfig.conf, res_config_sqlite3.conf. */
export const module = defineModule({
  name: 'func_realtime',
  description: 'Read/Write/Store/Destroy values from a RealTime repository',
  needs: [configFilesPort],
  offers: [realtimePort],
  start(context) {
    const realtime = new Realtime(context.log);
    let databases: ReadonlyMap<string, Database> = new Map();
    const closeAll = (): void => {
      for (const database of databases.values()) database.close();
    };
    const reload = (): LoadResult => {
      const read = readSettings(context);
      if (read === undefined)
        return {
          ok: false,
          declined: 'extconfig.conf or res_config_sqlite3.conf is faulty; the families stay as they were',
        };
      closeAll();
      databases = read.databases;
      realtime.configure(read.families);
      return { ok: true };
    };
    reload();
    context.scope.onClose('databases', closeAll);
    context.offer(realtimePort, realtime);
    return { reload };
  },
});

function readSettings(
  context: ModuleContext,
): { readonly families: readonly Family[]; readonly databases: ReadonlyMap<string, Database> } | undefined {
  const files = context.use(configFilesPort);
  const mapping = files.load(extconfigSchema);
  const sqlite = files.load(sqliteSchema);
  if (mapping.file.rejected || sqlite.file.rejected || hasErrors([...mapping.diagnostics, ...sqlite.diagnostics]))
    return undefined;
  const databases = new Map(
    sqlite.values.databases.flatMap(({ name, values: { dbfile, busy_timeout } }) =>
      dbfile === undefined ? [] : [[name, new Database(dbfile, busy_timeout)] as const],
    ),
  );
  const diagnostics: Diagnostic[] = [];
  const families = mapping.values.settings.values.families.map(({ name, value, item }): Family => {
    const [engine = '', database = '', tableName = name] = value
      .split(',')
      .map((part) => part.trim().replaceAll(/^"|"$/g, ''));
    const warn = (kind: typeof codes.unknownEngine, message: string): void =>
      void diagnostics.push(diagnose(kind, message, item.value.span, { sourceLine: item.value.sourceLine }));
    if (name.endsWith('.conf')) warn(codes.staticFile, `${name} is read from its file, not from ${engine}`);
    const table = openTable(context, engine, database, tableName, databases);
    if (table === undefined) warn(codes.unknownEngine, `there is no engine '${engine}'; they are sqlite3 and config`);
    return { name, engine, database, tableName, table };
  });
  context.report(diagnostics);
  return { families, databases };
}

function openTable(
  context: ModuleContext,
  engine: string,
  database: string,
  tableName: string,
  databases: ReadonlyMap<string, Database>,
): RealtimeTable | undefined {
  if (engine === 'config') return new ConfigTable(() => context.use(configFilesPort).read(database));
  if (engine !== 'sqlite3') return undefined;
  const found = databases.get(database);
  return new SqliteTable(() => {
    if (!found) throw new Error(`Could not find database: ${database}`);
    return found.use();
  }, tableName);
}
