import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cpuSeconds } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';
import type { Running } from '../target.ts';

const FILES = 2000;
/** Both sides are Local channels: what is measured is the spool, the dialplan and the call records, not a phone. */
const DIALPLAN = dialplan([
  'exten => answer,1,Answer()',
  'same => n,Wait(0.1)',
  'same => n,Hangup()',
  'exten => work,1,NoOp(Reminder ${REMINDER} for ${CALLERID(num)})',
  'same => n,Set(CDR(userfield)=reminder-${REMINDER})',
  'same => n,Set(TRIES=$[0${TRIES} + 1])',
  'same => n,GotoIf($["${LANG}" = "de"]?german)',
  'same => n,NoOp(${LANG} in ${CONTEXT})',
  'same => n(german),Set(CHANNEL(language)=${LANG})',
  'same => n,Wait(0.1)',
  'same => n,Hangup()',
]);

/** A call file as a program writes it: who calls, how often to try, whom to bill, what the dialplan is to know. */
function callFile(n: number): string {
  return [
    'Channel: Local/answer@bench',
    'CallerID: "Reminder" <2000>',
    'MaxRetries: 2',
    'RetryTime: 60',
    'WaitTime: 30',
    'Account: reminders',
    'Context: bench',
    'Extension: work',
    'Priority: 1',
    `Set: REMINDER=${n}`,
    'Set: LANG=de',
    'Set: TRIES=1',
    'Archive: no',
    '',
  ].join('\n');
}

/** Moves call files in all at once and waits until none is left. */
async function runFiles(running: Running): Promise<{ seconds: number; cpuMs: number }> {
  const staging = join(dirname(running.spool), 'staging');
  mkdirSync(staging, { recursive: true });
  for (let n = 0; n < FILES; n++) writeFileSync(join(staging, `c${n}.call`), callFile(n));
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

/** CPU of the same, call records included. */
export const callFilesCpu: Row = {
  name: 'call files, 2,000 at once: CPU',
  unit: 'CPU-ms a file',
  must: 0.4,
  aim: 0.15,
  files: DIALPLAN,
  measure: async (running) => (await runFiles(running)).cpuMs,
};
