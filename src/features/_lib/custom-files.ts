import { join } from 'node:path';
import type { ModuleContext, ModuleInstance } from '../../extend/define-module.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { LineFile } from '../../store/line-file.ts';

interface Mapping {
  readonly file: LineFile;
  readonly line: string;
}

/** What writes `T`s as lines into files of a folder. */
export interface CustomFiles<T> {
  /** The folder, within the log folder. */
  readonly folder: string;
  /** Reads the names of the files, and the line of each. */
  mappings(): readonly { readonly name: string; readonly value: string }[];
  /** What the lines become for one. */
  texts(one: T, templates: readonly string[]): Promise<string[]>;
  /** Has `write` called with each until the returned function is called. */
  follow(write: (one: T) => Promise<void>): () => void;
}

/** Starts a module that does so. */
export function startCustomFiles<T>(context: ModuleContext, custom: CustomFiles<T>): ModuleInstance {
  const folder = join(context.use(systemPort).directories.log, custom.folder);
  let mappings: readonly Mapping[] = [];
  const close = (): void => {
    for (const { file } of mappings) file.close();
  };
  const load = (): void => {
    close();
    mappings = custom.mappings().map(({ name, value }) => ({
      file: new LineFile(join(folder, name), context.log, context.clock),
      line: value,
    }));
  };
  load();
  context.scope.onClose('files', close);
  context.scope.onClose(
    'backend',
    custom.follow(async (one) => {
      const wanted = mappings;
      if (wanted.length === 0) return;
      const lines = await custom.texts(
        one,
        wanted.map(({ line }) => line),
      );
      for (const [at, { file }] of wanted.entries()) file.write(lines[at] ?? '');
    }),
  );
  return {
    reload() {
      load();
      return { ok: true };
    },
  };
}
