import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';

/** How to open a SQLite file. */
export interface DatabaseFileOptions {
  /** Absolute path; its folder is made if it is missing. */
  readonly path: string;
  /** `CREATE TABLE IF NOT EXISTS` and pragmas, run on every open. */
  readonly schema: string;
  /** Epoch milliseconds; part of the name under which a damaged file is kept. */
  readonly nowMs: number;
  readonly log: Logger;
}

/** SQLite's result codes for a file that is no database or whose pages do not fit together. */
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);

/** The files that SQLite keeps beside a database; they belong to it and move with it. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/**
 * Opens a SQLite file and checks that it is sound. A damaged one is moved aside under a dated name, said loudly, and a
 * fresh one takes its place: a PBX that does not start helps nobody.
 *
 * The caller owns the result and closes it.
 * @throws Error whatever node:sqlite throws for a file that cannot be opened at all (permissions, a folder, a full disk).
 */
export function openDatabaseFile(options: DatabaseFileOptions): DatabaseSync {
  mkdirSync(dirname(options.path), { recursive: true });
  try {
    return openSound(options);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const kept = moveAside(options.path, options.nowMs);
    options.log.error(
      `${options.path} is damaged (${messageOf(error)}); it was kept as ${kept} and an empty one takes its place`,
    );
    return openSound(options);
  }
}

function openSound(options: DatabaseFileOptions): DatabaseSync {
  const database = new DatabaseSync(options.path, { timeout: 2000 });
  try {
    database.exec(options.schema);
    const verdict = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (verdict !== 'ok') throw new DamagedFile(String(verdict));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The quick check found a fault that SQLite itself did not trip over. */
class DamagedFile extends Error {}

function isDamage(error: unknown): boolean {
  if (error instanceof DamagedFile) return true;
  // The low byte is the primary code; the rest says which kind.
  return error instanceof Error && 'errcode' in error && DAMAGED.has(Number(error.errcode) & 0xff);
}

function moveAside(path: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replace(/[:.]/g, '-');
  let kept = `${path}.damaged-${stamp}`;
  for (let n = 2; existsSync(kept); n++) kept = `${path}.damaged-${stamp}.${n}`;
  renameSync(path, kept);
  for (const suffix of COMPANIONS) if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix);
  return kept;
}
