import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atOurEnd } from '../../test/support/end-with-us.ts';
import { answerCalls, placeCalls } from '../load/sipp.ts';
import { cpuSeconds } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';
import type { Running } from '../target.ts';

const STREAMS = 100;
/** All streams are up by then. */
const SET_UP_MS = 4000;
/** The streams run so long before they are measured: what setting them up has left to do is over by then. */
const SETTLE_MS = 2000;
const FILES = dialplan([
  'exten => echo,1,Answer()',
  'same => n,Echo()',
  'exten => play,1,Answer()',
  ...Array.from({ length: 20 }, () => 'same => n,Playback(tt-monkeys)'),
  'exten => dial,1,Dial(SIP/callee,30)',
  'exten => room,1,Answer()',
  'same => n,ConfBridge(bench,,talker)',
]);
/** Who comes is told nothing, and nothing is told of it: the mix alone is measured. */
const CONFBRIDGE = {
  'confbridge.conf': '[general]\n[talker]\ntype=user\nquiet=yes\nannounce_only_user=no\n',
};

const folder = mkdtempSync(join(tmpdir(), 'asterism-sound-'));
atOurEnd(() => rmSync(folder, { recursive: true, force: true }));
const sound = join(folder, 'tone.ul');
writeFileSync(sound, Buffer.from(Array.from({ length: 160_000 }, (_, i) => (i * 7) & 0xff)));

/** CPU of the stretch in which all streams are up, as percent of one core. */
async function percentOfCore(
  running: Running,
  exten: string,
  options: { sound: boolean; calls: number; legs?: number; settleMs?: number; stretchMs?: number },
): Promise<number> {
  const { settleMs = SETTLE_MS, stretchMs = 4000 } = options;
  const placing = placeCalls({
    exten,
    rate: 50,
    calls: options.calls,
    holdMs: SET_UP_MS + settleMs + stretchMs,
    ...(options.sound && { soundFile: sound }),
  });
  await until(() => active(running) >= (options.legs ?? options.calls));
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const before = cpuSeconds(running.pid);
  const started = performance.now();
  await new Promise((resolve) => setTimeout(resolve, stretchMs));
  const percent = ((cpuSeconds(running.pid) - before) * 100) / ((performance.now() - started) / 1000);
  const result = await placing;
  if (result.succeeded < options.calls) throw new Error(`${result.succeeded} of ${options.calls} streams succeeded`);
  return percent;
}

function active(running: Running): number {
  return Number(/(\d+) active channels?/.exec(running.rx('core show channels count'))?.[1] ?? 0);
}

async function until(done: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    if (done()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the streams did not come up');
}

/** Echo() on streams of 50 packets a second. */
export const echo: Row = {
  name: `Echo, ${STREAMS} streams`,
  unit: '% of a core',
  must: 0.6,
  aim: 0.4,
  files: FILES,
  measure: (running) => percentOfCore(running, 'echo', { sound: true, calls: STREAMS }),
};

/** Two parties joined, both sending. */
export const twoPartyBridge: Row = {
  name: 'two-party bridge, 100 legs',
  unit: '% of a core',
  must: 0.55,
  aim: 0.38,
  files: FILES,
  async measure(running) {
    const callee = answerCalls(true);
    try {
      return await percentOfCore(running, 'dial', { sound: true, calls: 50, legs: 100 });
    } finally {
      await callee.stop();
    }
  },
};

/** A prompt to many channels at once. */
export const playback: Row = {
  name: 'Playback, 100 channels',
  unit: '% of a core',
  must: 0.45,
  aim: 0.28,
  files: FILES,
  measure: (running) => percentOfCore(running, 'play', { sound: false, calls: STREAMS }),
};

/**
 * A room in which everybody talks all the time. So little work is measured in a longer stretch, once the room has gone on for a
 * few seconds.
 */
function conference(talkers: number, must: number, aim: number): Row {
  return {
    name: `conference, ${talkers} talkers`,
    unit: '% of a core',
    must,
    aim,
    files: { ...FILES, ...CONFBRIDGE },
    measure: (running) =>
      percentOfCore(running, 'room', { sound: true, calls: talkers, settleMs: 3000, stretchMs: 10_000 }),
  };
}

/** Small and large rooms. */
export const conferences: readonly Row[] = [conference(10, 0.9, 0.65), conference(50, 0.5, 0.33)];
