import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A source file, its path relative to the top folder. */
export interface SourceText {
  readonly path: string;
  readonly lines: readonly string[];
}

/** All TypeScript files below a folder, sorted by path. */
export function sourcesBelow(folder: string): SourceText[] {
  const found: SourceText[] = [];
  const visit = (path: string): void => {
    for (const name of readdirSync(path).sort()) {
      const child = join(path, name);
      if (statSync(child).isDirectory()) visit(child);
      else if (name.endsWith('.ts'))
        found.push({ path: relative(root, child), lines: readFileSync(child, 'utf8').split('\n') });
    }
  };
  visit(join(root, folder));
  return found;
}
