import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCodeOf } from './errors.ts';

/**
 * Makes a folder with its parents; one that is there already is fine. Node's own `recursive` never comes back where a
 * parent refuses with ENOENT, as in /proc. @throws the system's error where one cannot be made.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw error;
  }
}
