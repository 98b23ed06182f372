import { mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import type { TestPbx } from './test-pbx.ts';

/** A time for a PBX to start at when the spool is used: it compares the dates of real files. Whole seconds. */
export function spoolTime(): number {
  return Math.floor(systemClock.now() / 1000) * 1000;
}

/** Moves a call file into the spool, dated `aheadSeconds` from now (a minute ago unless given), and runs time until it is taken note of. */
export async function dropCallFile(pbx: TestPbx, name: string, text: string, aheadSeconds = -60): Promise<void> {
  const { spool } = pbx.directories;
  mkdirSync(join(spool, 'tmp'), { recursive: true });
  writeFileSync(join(spool, 'tmp', name), text);
  const date = pbx.clock.now() / 1000 + aheadSeconds;
  utimesSync(join(spool, 'tmp', name), date, date);
  renameSync(join(spool, 'tmp', name), join(spool, 'outgoing', name));
  await pbx.clock.advance(3000);
}

/** A call file that is kept when it is over. */
export function keptCallFile(pbx: TestPbx, name: string): string {
  return readFileSync(join(pbx.directories.spool, 'outgoing_done', name), 'utf8');
}
