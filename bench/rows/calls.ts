import { answerCalls, placeCalls } from '../load/sipp.ts';
import { cpuSeconds } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';
import type { Running } from '../target.ts';

const ANSWER = dialplan(['exten => answer,1,Answer()', 'same => n,Wait(60)', 'exten => dial,1,Dial(SIP/callee,30)']);

async function cpuMsPerCall(
  running: Running,
  calls: number,
  place: () => Promise<{ succeeded: number; failed: number }>,
): Promise<number> {
  const before = cpuSeconds(running.pid);
  const result = await place();
  if (result.succeeded < calls) throw new Error(`${result.succeeded} of ${calls} calls succeeded`);
  return ((cpuSeconds(running.pid) - before) * 1000) / calls;
}

function setUp(rate: number, must: number, aim: number): Row {
  const calls = rate * 5;
  return {
    name: `call set-up, ${rate} cps`,
    unit: 'CPU-ms a call',
    must,
    aim,
    files: ANSWER,
    measure: (running) => cpuMsPerCall(running, calls, () => placeCalls({ exten: 'answer', rate, calls, holdMs: 0 })),
  };
}

/** INVITE … BYE, answered by the dialplan. */
export const setUp100 = setUp(100, 0.6, 0.4);
/** The same at a high rate. */
export const setUp1000 = setUp(1000, 0.4, 0.2);

/** Dial() to a second phone, answered and hung up. */
export const bridgedCall: Row = {
  name: 'bridged call, 50 cps',
  unit: 'CPU-ms a call',
  must: 0.5,
  aim: 0.3,
  files: ANSWER,
  async measure(running) {
    const callee = answerCalls(false);
    try {
      return await cpuMsPerCall(running, 250, () => placeCalls({ exten: 'dial', rate: 50, calls: 250, holdMs: 200 }));
    } finally {
      await callee.stop();
    }
  },
};
