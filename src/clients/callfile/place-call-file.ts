import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AsterismError } from '../../base/errors.ts';
import { type NewCallFile, writeCallFile } from './write-call-file.ts';

/** Where and when to call. */
export interface PlaceOptions {
  /** The PBX's spool folder, for example `/var/spool/asterisk`; its `tmp` and `outgoing` must be on one file system. */
  readonly spool: string;
  /** The file's name in `outgoing`; a file of that name is replaced. */
  readonly name: string;
  /** Call then, not now. */
  readonly at?: Date;
}

/**
 * Hands a call file to a PBX the safe way: written in full under `tmp`, dated, then moved to `outgoing`, where it appears whole.
 * @returns the path in `outgoing`.
 * @throws AsterismError `CL0001` as {@link writeCallFile}, `CL0002` for a name with a slash; Error from the file system.
 */
export async function placeCallFile(callFile: NewCallFile, options: PlaceOptions): Promise<string> {
  const { spool, name, at } = options;
  if (name === '' || name.startsWith('.') || basename(name) !== name)
    throw new AsterismError('CL0002', `'${name}' cannot be the name of a call file`);
  const text = writeCallFile(callFile);
  const draft = join(spool, 'tmp', `${name}.${process.pid}`);
  const place = join(spool, 'outgoing', name);
  await mkdir(join(spool, 'tmp'), { recursive: true });
  try {
    await writeFile(draft, text);
    if (at) await utimes(draft, at, at);
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return place;
}
