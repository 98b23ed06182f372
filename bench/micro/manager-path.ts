// What a manager client costs this process, with neither sockets nor a media thread in the way: a tool to work with, not a gate.
// Everything else is real, down to the call record's file.
//
//   node --expose-gc bench/micro/manager-path.ts [priority|originate] [count]
//
// `priority` runs so many priorities that one client sees, `originate` places so many calls for a client that sees all of them.
// It prints one line: microseconds of CPU each on the main thread and in the whole process (collector threads included) as the
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
import { MANAGER_FILES } from '../load/manager-counter.ts';
import { BASE_FILES, dialplan } from '../row.ts';
import { MeasuredClock } from './measured-clock.ts';
import { silentEngine } from './silent-engine.ts';
import { Line } from './line.ts';

const NOOPS = 500;
const TOGETHER = 200;
const ROUNDS = 10;
const MOST_TURNS = 100_000;

const [kind = 'priority', count = kind === 'priority' ? '25000' : '2000'] = process.argv.slice(2);
const each = Number(count);
const folder = mkdtempSync(join(tmpdir(), 'asterism-micro-'));
const etc = join(folder, 'etc');
mkdirSync(etc);
const lines = [
  'exten => answer,1,Answer()',
  'same => n,Wait(0.2)',
  'same => n,Hangup()',
  'exten => loop,1,Set(i=0)',
  ...Array.from({ length: NOOPS }, (_, n) => `same => n${n === 0 ? '(top)' : ''},NoOp()`),
  'same => n,Set(i=$[${i} + 1])',
  `same => n,GotoIf($[\${i} < ${each / NOOPS}]?top)`,
];
for (const [file, text] of Object.entries({ ...BASE_FILES, ...MANAGER_FILES, ...dialplan(lines) }))
  writeFileSync(join(etc, file), text);
const directories = directoriesUnder(join(folder, 'state'), etc);
makeDirectories(directories);

const clock = new MeasuredClock();
const network = new Line(clock);
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
  network,
  processes: NO_PROCESSES,
  system: testSystem(directories, clock),
  policy: { autoload: true, load: new Set(), noload: new Set(['res_console']) },
});

/** Waits, turn by turn, until the client has been told a word so often. */
async function until(times: number): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (network.told >= times) return;
    if (kind === 'originate') clock.tick();
  }
  throw new Error(`the client was told ${network.told} of ${times}`);
}

const client = network.connect();
client(`Action: Login\r\nUsername: bench\r\nSecret: bench\r\nEvents: ${kind === 'priority' ? 'on' : 'call'}\r\n\r\n`);
network.word = kind === 'priority' ? 'Event: Newexten' : 'Event: OriginateResponse';

async function run(many: number): Promise<void> {
  network.told = 0;
  if (kind === 'priority') {
    client('Action: Originate\r\nChannel: Local/loop@bench\r\nApplication: Wait\r\nData: 0\r\nAsync: true\r\n\r\n');
    await until(many);
    for (let turn = 0; turn < 5; turn++) {
      clock.tick();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return;
  }
  for (let sent = 0; sent < many; sent += TOGETHER) {
    network.told = 0;
    for (let n = 0; n < TOGETHER; n++)
      client(
        `Action: Originate\r\nActionID: ${n}\r\nChannel: Local/answer@bench\r\nApplication: Wait\r\nData: 0.1\r\nAsync: true\r\n\r\n`,
      );
    await until(TOGETHER);
  }
  for (let turn = 0; turn < 500; turn++) {
    clock.tick();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const sum = ({ user, system }: { user: number; system: number }): number => user + system;
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN;

await run(each);
await run(each);
const main: number[] = [];
const whole: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const thread = process.threadCpuUsage();
  const all = process.cpuUsage();
  await run(each);
  main.push(sum(process.threadCpuUsage(thread)) / each);
  whole.push(sum(process.cpuUsage(all)) / each);
}

const session = new Session();
session.connect();
await session.post('HeapProfiler.startSampling', {
  samplingInterval: 2048,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
});
await run(each);
const { profile } = await session.post('HeapProfiler.stopSampling');
const allocated = (node: typeof profile.head): number =>
  node.children.reduce((bytes, child) => bytes + allocated(child), node.selfSize);
const { HEAP_PROFILE: target } = process.env;
if (target !== undefined) writeFileSync(target, JSON.stringify(profile));

process.stdout.write(
  `${kind}: main ${median(main).toFixed(2)} us (least ${Math.min(...main).toFixed(2)}), process ${median(whole).toFixed(2)} us, ` +
    `allocated ${(allocated(profile.head) / 1024 / each).toFixed(2)} KB each\n`,
);
await pbx.close();
await media.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
