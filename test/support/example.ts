import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the examples are. */
export const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

/** An example's configuration files as they stand, by name. */
export function exampleFiles(name: string): Record<string, string> {
  const folder = join(EXAMPLES, name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.conf'));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}
