import { type Stats, statSync } from 'node:fs';

/** What a path names; undefined where there is nothing, and where nothing can be: a name that is too long or has a NUL, a folder that may not be entered. */
export function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // whoever asks goes on to say that there is no such file
  }
}
