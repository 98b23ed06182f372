import { MANAGER_FILES, ManagerCounter } from '../load/manager-counter.ts';
import { optionsAnswerTimes } from '../options-answers.ts';
import { cpuSeconds } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';
import type { Running } from '../target.ts';

const NOOPS = 500;
const TURNS = 1000;
/** Fewer where each is told to somebody, but again and again: a client that falls far behind is dropped. */
const WATCHED_TURNS = 20;
const WATCHED_LOOPS = 20;
const EMPTY_PRIORITIES = 3;

const loop = (turns: number) =>
  dialplan([
    'exten => empty,1,Set(i=0)',
    'same => n,Goto(done,1)',
    'exten => loop,1,Set(i=0)',
    ...Array.from({ length: NOOPS }, (_, n) => `same => n${n === 0 ? '(top)' : ''},NoOp()`),
    'same => n,Set(i=$[${i} + 1])',
    `same => n,GotoIf($[\${i} < ${turns}]?top)`,
    'same => n,Goto(done,1)',
    'exten => done,1,Set(GLOBAL(finished)=yes)',
  ]);

async function callCpu(running: Running, exten: string): Promise<number> {
  await running.rxAside('dialplan set global finished no');
  const before = cpuSeconds(running.pid);
  await running.rxAside(`channel originate Local/${exten}@bench application Wait 0`);
  for (let attempt = 0; attempt < 1000; attempt++) {
    if (/finished\s*=\s*yes/.test(await running.rxAside('dialplan show globals')))
      return cpuSeconds(running.pid) - before;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the dialplan did not finish');
}

/** A loop of NoOps, less an empty call; one has run before, for a PBX that has just started is not one at work. */
export const priority: Row = {
  name: 'dialplan, a priority',
  unit: 'CPU-µs',
  must: 0.2,
  aim: 0.05,
  files: loop(TURNS),
  async measure(running) {
    await callCpu(running, 'loop');
    const empty = await callCpu(running, 'empty');
    return ((await callCpu(running, 'loop')) - empty) * (1e6 / (NOOPS * TURNS));
  },
};

/** The same while a manager client is told of each. */
export const watchedPriority: Row = {
  ...priority,
  name: 'dialplan, a priority that a manager client sees',
  must: 0.25,
  aim: 0.08,
  files: { ...loop(WATCHED_TURNS), ...MANAGER_FILES },
  async measure(running) {
    const client = await ManagerCounter.open('Event: Newexten', 'on');
    try {
      const cpuOf = async (exten: string, priorities: number): Promise<number> => {
        const before = cpuSeconds(running.pid);
        for (let n = 0; n < WATCHED_LOOPS; n++) {
          client.restart();
          await running.rxAside(`channel originate Local/${exten}@bench application Wait 0`);
          await client.reach(priorities);
        }
        return cpuSeconds(running.pid) - before;
      };
      const each = NOOPS * WATCHED_TURNS;
      await cpuOf('loop', each);
      const empty = await cpuOf('empty', EMPTY_PRIORITIES);
      // Once more: what the short calls have unsettled is at work again, in either PBX.
      await cpuOf('loop', each);
      return ((await cpuOf('loop', each)) - empty) * (1e6 / (each * WATCHED_LOOPS));
    } finally {
      client.close();
    }
  },
};

const DEPARTMENTS = 20;
const FEW = 200;
const MANY = 20_000;
const LOOKUPS = 100;
const MOST_ROUNDS = 2000;
/** About so much is measured, at least half of it, as far as that many rounds last: short runs only lead there. */
const ENOUGH_SECONDS = 1;

/** So many extensions in contexts that include one another; each fifth is a pattern. */
function generated(name: string, count: number): string[] {
  const each = count / DEPARTMENTS;
  return Array.from({ length: DEPARTMENTS }, (_, department) => [
    `[${name}${department}]`,
    ...(department + 1 < DEPARTMENTS ? [`include => ${name}${department + 1}`] : []),
    ...Array.from({ length: each }, (_unused, n) => {
      const number = String(department * each + n).padStart(5, '0');
      const exten = n % 5 === 4 ? `_7${number}X.` : `1${number}`;
      return [
        `exten => ${exten},1,NoOp(call for ${number})`,
        ` same => n,Dial(SIP/${number},20,tT)`,
        ' same => n,Hangup()',
      ];
    }).flat(),
  ]).flat();
}

/** Asks for the last extension and the last pattern of the last department, over and over. */
function lookups(exten: string, context: string, count: number): string[] {
  const numbers = [`1${String(count - 2).padStart(5, '0')}`, `7${String(count - 1).padStart(5, '0')}123`];
  const asked = numbers.map((number) => `\${DIALPLAN_EXISTS(${context}0,${number},1)}`).join('');
  return [
    `exten => ${exten},1,Set(i=0)`,
    ...Array.from({ length: LOOKUPS }, (_, n) => `same => n${n === 0 ? '(top)' : ''},Set(there=${asked})`),
    'same => n,Set(i=$[${i} + 1])',
    `same => n,GotoIf($[\${i} < \${ROUNDS}]?top)`,
    'same => n,Goto(done,1)',
  ];
}

const GENERATED = dialplan([
  'exten => empty,1,Set(i=0)',
  'same => n,Goto(done,1)',
  'exten => done,1,Set(GLOBAL(finished)=yes)',
  ...lookups('few', 'few', FEW),
  ...lookups('many', 'many', MANY),
  ...generated('few', FEW),
  ...generated('many', MANY),
]);

/** What a reload of a big dialplan costs; on a machine that does nothing else it takes as long. */
export const bigReload: Row = {
  name: 'dialplan, 20,000 extensions loaded',
  unit: 'CPU-s',
  must: 2,
  aim: 1,
  files: GENERATED,
  async measure(running) {
    await running.rxAside('dialplan reload');
    const before = cpuSeconds(running.pid);
    await running.rxAside('dialplan reload');
    return cpuSeconds(running.pid) - before;
  },
};

/** The time of a match: of the last extension and the last pattern of the context that is included last. */
function match(among: 'few' | 'many', count: number): Row {
  return {
    name: `dialplan, a match among ${count}`,
    unit: 'CPU-µs',
    must: 0.5,
    aim: 0.1,
    files: GENERATED,
    async measure(running) {
      const empty = await callCpu(running, 'empty');
      const cpuOf = async (rounds: number): Promise<number> => {
        running.rx(`dialplan set global ROUNDS ${rounds}`);
        return (await callCpu(running, among)) - empty;
      };
      let rounds = 1;
      let seconds = await cpuOf(rounds);
      while (seconds < ENOUGH_SECONDS / 2 && rounds < MOST_ROUNDS) {
        rounds = Math.min(MOST_ROUNDS, Math.ceil((rounds * ENOUGH_SECONDS) / Math.max(seconds, 0.01)));
        seconds = await cpuOf(rounds);
      }
      return seconds * (1e6 / (rounds * LOOKUPS * 2));
    },
  };
}

/** A match among few, and among a hundred times as many, which must not take longer. */
export const matches: readonly Row[] = [match('few', FEW), match('many', MANY)];

/** The longest that a phone waits for an answer while a big dialplan is reloaded. */
export const reloadPause: Row = {
  name: 'dialplan, OPTIONS while 20,000 are loaded',
  unit: 'ms at most',
  must: 2,
  aim: 1,
  files: GENERATED,
  async measure(running) {
    await running.rxAside('dialplan reload');
    return Math.max(...(await optionsAnswerTimes(() => running.rxAside('dialplan reload'))));
  },
};
