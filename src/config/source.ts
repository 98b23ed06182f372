/** What reading a file came to. */
export type ReadOutcome =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  /** It is there and cannot be read: a folder, no permission, too large; `reason` says so in a few words. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Where configuration files come from. Names are relative to the configuration folder (astetcdir), or absolute. */
export interface ConfigSource {
  /** Never throws. */
  read(file: string): ReadOutcome;
  /** The names in a folder, in any order; none where there is no such folder. `''` is the configuration folder. Never throws. */
  list(folder: string): readonly string[];
}

/** Files in memory, for tests and for text that is not saved yet: name to content. */
export function memorySource(files: Readonly<Record<string, string | Uint8Array>>): ConfigSource {
  const encoder = new TextEncoder();
  return {
    read(file) {
      const content = Object.hasOwn(files, file) ? files[file] : undefined;
      if (content === undefined) return { kind: 'missing' };
      return { kind: 'file', bytes: typeof content === 'string' ? encoder.encode(content) : content };
    },
    list(folder) {
      const prefix = folder === '' ? '' : `${folder}/`;
      const names = Object.keys(files)
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length).split('/')[0] ?? '');
      return [...new Set(names)];
    },
  };
}
