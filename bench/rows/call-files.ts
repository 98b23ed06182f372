import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cpuSeconds } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';
import type { Running } from '../target.ts';

const FILES = 2000;
const DIALPLAN = dialplan([
  'exten => answer,1,Answer()',
  'same => n,Wait(0.1)',
  'exten => work,1,NoOp()',
  'same => n,Hangup()',
]);

/** Moves call files in all at once and waits until none is left. */
async function runFiles(running: Running): Promise<{ seconds: number; cpuMs: number }> {
  const staging = join(dirname(running.spool), 'staging');
  mkdirSync(staging, { recursive: true });
  for (let n = 0; n < FILES; n++) {
    writeFileSync(
      join(staging, `c${n}.call`),
      'Channel: Local/answer@bench\nContext: bench\nExtension: work\nPriority: 1\n',
    );
  }
  const before = cpuSeconds(running.pid);
  const started = performance.now();
  for (let n = 0; n < FILES; n++) renameSync(join(staging, `c${n}.call`), join(running.spool, `c${n}.call`));
  for (let attempt = 0; attempt < 3000; attempt++) {
    if (readdirSync(running.spool).length === 0) {
      return {
        seconds: (performance.now() - started) / 1000,
        cpuMs: ((cpuSeconds(running.pid) - before) * 1000) / FILES,
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${readdirSync(running.spool).length} call files are left after a minute`);
}

/** Wall-clock time until the last file is gone. */
export const callFilesTime: Row = {
  name: 'call files, 2,000 at once: time',
  unit: 's',
  must: 0.5,
  aim: 0.2,
  files: DIALPLAN,
  measure: async (running) => (await runFiles(running)).seconds,
};

/** CPU of the same. */
export const callFilesCpu: Row = {
  name: 'call files, 2,000 at once: CPU',
  unit: 'CPU-ms a file',
  must: 0.4,
  aim: 0.15,
  files: DIALPLAN,
  measure: async (running) => (await runFiles(running)).cpuMs,
};
