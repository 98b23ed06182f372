import { placeCalls } from '../load/sipp.ts';
import { residentKb } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';

const HELD = 500;
const FILES = dialplan([
  'exten => hold,1,Answer()',
  'same => n,Wait(120)',
  'exten => pass,1,Answer()',
  'same => n,Wait(60)',
]);

/** Resident memory with nothing going on. */
export const idleMemory: Row = {
  name: 'memory, idle',
  unit: 'MB',
  must: 1.5,
  aim: 1.1,
  files: FILES,
  measure: async (running) => residentKb(running.pid) / 1024,
};

/** What a held call adds, to a PBX that has had calls before. */
export const heldCallMemory: Row = {
  name: 'memory, a held call',
  unit: 'KB',
  must: 0.5,
  aim: 0.2,
  files: FILES,
  async measure(running) {
    await placeCalls({ exten: 'pass', rate: 200, calls: 1000, holdMs: 0 });
    const before = residentKb(running.pid);
    const placing = placeCalls({ exten: 'hold', rate: 100, calls: HELD, holdMs: 9000 });
    await new Promise((resolve) => setTimeout(resolve, 7500));
    const held = residentKb(running.pid);
    await placing;
    return Math.max(0, held - before) / HELD;
  },
};

/** From the start of the process until it answers that it has booted. */
export const startTime: Row = {
  name: 'start to ready',
  unit: 's',
  must: 1.2,
  aim: 0.7,
  files: FILES,
  measure: async (running) => running.readySeconds,
};
