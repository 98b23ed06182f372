// What one SIP call costs this process, with neither sockets nor a media thread nor another process in the way: a tool to work
// with, not a gate. Everything else is real, down to the call record's file.
//
//   node --expose-gc bench/micro/call-path.ts [answer|dial] [calls] [pjsip]
//
// It prints one line: microseconds of CPU a call on the main thread and in the whole process (collector threads included) as the
// median of ten rounds, and the kilobytes that are allocated. `--cpu-prof` shows where the time goes; HEAP_PROFILE=file writes
// where the bytes come from.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogHub } from '../../src/base/log.ts';
import { diskSource } from '../../src/config/disk-source.ts';
import { contributions, modules } from '../../src/manifest.ts';
import { directoriesUnder, makeDirectories } from '../../src/pbx/paths.ts';
import { openPbx } from '../../src/pbx/pbx.ts';
import { NO_PROCESSES, testSystem } from '../../test/support/test-pbx.ts';
import { BASE_FILES, dialplan } from '../row.ts';
import { PJSIP_PORT, SIP_PORT } from '../target.ts';
import { MeasuredClock } from './measured-clock.ts';
import { Phones } from './phones.ts';
import { silentEngine } from './silent-engine.ts';
import { Wire } from './wire.ts';

/** So many calls are under way together, as at a thousand calls a second. */
const TOGETHER = 4;
const ROUNDS = 10;
/** A call takes its leave if it has not come further in so many turns of the event loop. */
const MOST_TURNS = 1000;

const [kind = 'answer', count = '4000', dialect = 'sip'] = process.argv.slice(2);
const calls = Number(count);
const pbxPort = dialect === 'pjsip' ? PJSIP_PORT : SIP_PORT;
const folder = mkdtempSync(join(tmpdir(), 'asterism-micro-'));
const etc = join(folder, 'etc');
mkdirSync(etc);
const lines = [
  'exten => answer,1,Answer()',
  'same => n,Wait(60)',
  `exten => dial,1,Dial(${dialect.toUpperCase()}/callee,30)`,
];
for (const [file, text] of Object.entries({ ...BASE_FILES, ...dialplan(lines) })) writeFileSync(join(etc, file), text);
const directories = directoriesUnder(join(folder, 'state'), etc);
makeDirectories(directories);

const clock = new MeasuredClock();
const wire: Wire = new Wire(clock, (text, toPort) => phones.receive(text, toPort));
const phones = new Phones(wire, pbxPort, kind);
const media = silentEngine();
const logHub = new LogHub(() => clock.now());
logHub.add({
  verbosity: -1,
  debug: 0,
  write: ({ level, message }) => level === 'error' && process.stderr.write(`${message}\n`),
});
const pbx = await openPbx({
  manifest: { modules, contributions },
  clock,
  logHub,
  config: diskSource(etc),
  media,
  network: wire,
  processes: NO_PROCESSES,
  system: testSystem(directories, clock),
  policy: { autoload: true, load: new Set(), noload: new Set(['res_console']) },
});

/** Waits, turn by turn, until all of these calls have come so far. */
async function until(ids: readonly number[], reached: (id: number) => boolean): Promise<void> {
  let left = ids;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    left = left.filter((id) => !reached(id));
    if (left.length === 0) return;
  }
  throw new Error(`${left.length} calls do not go on`);
}

async function place(many: number): Promise<void> {
  for (let done = 0; done < many; done += TOGETHER) {
    const ids = Array.from({ length: TOGETHER }, () => phones.begin());
    await until(ids, (id) => phones.answered(id));
    for (const id of ids) phones.confirm(id);
    for (const id of ids) phones.hangUp(id);
    await until(ids, (id) => phones.over(id));
    for (let ms = 0; ms < TOGETHER; ms++) clock.tick();
  }
}

const sum = ({ user, system }: { user: number; system: number }): number => user + system;
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN;

await place(calls);
const main: number[] = [];
const whole: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const thread = process.threadCpuUsage();
  const all = process.cpuUsage();
  await place(calls / 2);
  main.push(sum(process.threadCpuUsage(thread)) / (calls / 2));
  whole.push(sum(process.cpuUsage(all)) / (calls / 2));
}

const session = new Session();
session.connect();
await session.post('HeapProfiler.startSampling', {
  samplingInterval: 2048,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
});
await place(calls / 2);
const { profile } = await session.post('HeapProfiler.stopSampling');
const allocated = (node: typeof profile.head): number =>
  node.children.reduce((bytes, child) => bytes + allocated(child), node.selfSize);
const { HEAP_PROFILE: target } = process.env;
if (target !== undefined) writeFileSync(target, JSON.stringify(profile));

process.stdout.write(
  `${dialect} ${kind}: main ${median(main).toFixed(0)} us (least ${Math.min(...main).toFixed(0)}), process ${median(whole).toFixed(0)} us, ` +
    `allocated ${(allocated(profile.head) / 1024 / (calls / 2)).toFixed(1)} KB a call\n`,
);
await pbx.close();
await media.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
