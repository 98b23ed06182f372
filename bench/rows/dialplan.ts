import { cpuSeconds } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';
import type { Running } from '../target.ts';

const NOOPS = 500;
const TURNS = 400;

const FILES = dialplan([
  'exten => empty,1,Set(i=0)',
  'same => n,Goto(done,1)',
  'exten => loop,1,Set(i=0)',
  ...Array.from({ length: NOOPS }, (_, n) => `same => n${n === 0 ? '(top)' : ''},NoOp()`),
  'same => n,Set(i=$[${i} + 1])',
  `same => n,GotoIf($[\${i} < ${TURNS}]?top)`,
  'same => n,Goto(done,1)',
  'exten => done,1,Set(GLOBAL(finished)=yes)',
]);

async function callCpu(running: Running, exten: string): Promise<number> {
  running.rx('dialplan set global finished no');
  const before = cpuSeconds(running.pid);
  running.rx(`channel originate Local/${exten}@bench application Wait 0`);
  for (let attempt = 0; attempt < 1000; attempt++) {
    if (/finished\s*=\s*yes/.test(running.rx('dialplan show globals'))) return cpuSeconds(running.pid) - before;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the dialplan did not finish');
}

/** A loop of NoOps, less an empty call. */
export const priority: Row = {
  name: 'dialplan, a priority',
  unit: 'CPU-µs',
  must: 0.2,
  aim: 0.05,
  files: FILES,
  async measure(running) {
    const empty = await callCpu(running, 'empty');
    return ((await callCpu(running, 'loop')) - empty) * (1e6 / (NOOPS * TURNS));
  },
};
