import { answerCalls, type CallLoad, placeCalls } from '../load/sipp.ts';
import { cpuSeconds } from '../process-figures.ts';
import { type Dialect, dialplan, pjsip, type Row, sip } from '../row.ts';
import type { Running } from '../target.ts';

/** How long calls are placed and timed. */
const SECONDS = 5;
/**
 * So many calls go before, untimed: a PBX that has just started is not one at work. Of a function that runs once a call the last
 * compiled form comes after some 15,000 of them.
 */
const WARM_UP_CALLS = 20_000;
const SET_UP_WARM_UP_RATE = 500;
/** What one processor can do with room to spare: of calls that pile up, some go on for minutes and would be paid for by those that are timed. */
const BRIDGED_WARM_UP_RATES = { SIP: 200, PJSIP: 80 } as const;

/** What calls leave to be done later (SIP's timers I and K) is done by then. */
const SETTLE_MS = 5500;

/** What is wanted of a ratio, for one kind of SIP. */
interface Wanted {
  readonly must: number;
  readonly aim: number;
}

/** INVITE … BYE, answered by the dialplan; call records are written. */
function setUp(dialect: Dialect, rate: number, { must, aim }: Wanted): Row {
  const load = { exten: 'answer', port: dialect.port, rate, calls: rate * SECONDS, holdMs: 0 };
  return {
    name: `call set-up, ${dialect.name}, ${rate} cps`,
    unit: 'CPU-ms a call',
    must,
    aim,
    files: dialplan(['exten => answer,1,Answer()', 'same => n,Wait(60)']),
    async measure(running) {
      await warmUp(load, SET_UP_WARM_UP_RATE);
      return cpuMsPerCall(running, () => placeCalls(load));
    },
  };
}

/** Dial() to a second phone, answered and hung up. */
function bridged(dialect: Dialect, { must, aim }: Wanted): Row {
  const load = { exten: 'dial', port: dialect.port, rate: 50, calls: 50 * SECONDS, holdMs: 200 };
  return {
    name: `bridged call, ${dialect.name}, 50 cps`,
    unit: 'CPU-ms a call',
    must,
    aim,
    files: dialplan([`exten => dial,1,Dial(${dialect.name}/callee,30)`]),
    async measure(running) {
      const callee = answerCalls(false);
      try {
        await warmUp(load, BRIDGED_WARM_UP_RATES[dialect.name]);
        return await cpuMsPerCall(running, () => placeCalls(load));
      } finally {
        await callee.stop();
      }
    },
  };
}

/** Places many calls, and after a pause once those that are timed later: what happens only after a pause, or at their pace, has happened before. */
async function warmUp(load: CallLoad, rate: number): Promise<void> {
  await placeCalls({ ...load, calls: WARM_UP_CALLS, rate });
  await settle();
  await placeCalls(load);
}

/**
 * From before the first call until nothing is left to do for the last one, so that each call is paid in full and the warm-up is not.
 * At a rate that a system cannot keep up with, calls fail: what counts is what those that succeeded cost.
 */
async function cpuMsPerCall(
  running: Running,
  place: () => Promise<{ succeeded: number; failed: number }>,
): Promise<number> {
  await settle();
  const before = cpuSeconds(running.pid);
  const { succeeded, failed } = await place();
  await settle();
  if (succeeded < failed) throw new Error(`${succeeded} calls succeeded, ${failed} failed`);
  return ((cpuSeconds(running.pid) - before) * 1000) / succeeded;
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

/** All of them. */
export const callRows: readonly Row[] = [
  setUp(sip, 100, { must: 0.6, aim: 0.4 }),
  setUp(pjsip, 100, { must: 0.5, aim: 0.35 }),
  setUp(sip, 1000, { must: 0.4, aim: 0.2 }),
  setUp(pjsip, 1000, { must: 0.25, aim: 0.12 }),
  bridged(sip, { must: 0.5, aim: 0.3 }),
  bridged(pjsip, { must: 0.4, aim: 0.25 }),
];
