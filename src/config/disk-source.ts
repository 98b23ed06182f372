import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf, systemCodeOf } from '../base/errors.ts';
import type { ConfigSource } from './source.ts';

/** The largest file that is read, in bytes. */
const LARGEST_FILE = 32 * 1024 * 1024;

/** The files of a folder on disk, read when asked for. @param directory the configuration folder (astetcdir). */
export function diskSource(directory: string): ConfigSource {
  return {
    read(file) {
      const path = resolve(directory, file);
      try {
        const stat = statSync(path);
        if (!stat.isFile()) return { kind: 'refused', reason: 'it is not a regular file' };
        if (stat.size > LARGEST_FILE) return { kind: 'refused', reason: `it is larger than ${LARGEST_FILE} bytes` };
        return { kind: 'file', bytes: readFileSync(path) };
      } catch (error) {
        if (systemCodeOf(error) === 'ENOENT' || systemCodeOf(error) === 'ENOTDIR') return { kind: 'missing' };
        return { kind: 'refused', reason: messageOf(error) };
      }
    },
    list(folder) {
      try {
        return readdirSync(resolve(directory, folder));
      } catch {
        return []; // no such folder, or not ours to read: nothing to find there
      }
    },
  };
}
