import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogHub } from '../../src/base/log.ts';
import { diskSource } from '../../src/config/disk-source.ts';
import { contributions, modules } from '../../src/manifest.ts';
import type { Network } from '../../src/net/network.ts';
import { directoriesUnder, makeDirectories } from '../../src/pbx/paths.ts';
import { openPbx } from '../../src/pbx/pbx.ts';
import { NO_PROCESSES, testSystem } from '../../test/support/test-pbx.ts';
import { BASE_FILES } from '../row.ts';
import type { MeasuredClock } from './measured-clock.ts';
import { silentEngine } from './silent-engine.ts';

const ROUNDS = 10;

/** Opens a PBX in this process, with neither a media thread nor a network but the given one. @returns what closes it. */
export async function openMeasured(
  clock: MeasuredClock,
  network: Network,
  files: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-micro-'));
  const etc = join(folder, 'etc');
  mkdirSync(etc);
  for (const [file, text] of Object.entries({ ...BASE_FILES, ...files })) writeFileSync(join(etc, file), text);
  const directories = directoriesUnder(join(folder, 'state'), etc);
  makeDirectories(directories);
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
  return async () => {
    await pbx.close();
    await media.close();
    rmSync(folder, { recursive: true, force: true });
  };
}

/**
 * Does `work` over and over and tells what one piece of it costs: microseconds of CPU on the main thread and in the whole process
 * (collector threads included) as the median of ten rounds, and the kilobytes that are allocated. HEAP_PROFILE and CPU_PROFILE name
 * files for where the bytes come from and where the time goes.
 *
 * @param pieces how many pieces `work` is.
 */
export async function cost(work: () => Promise<void>, pieces: number): Promise<string> {
  await work();
  await work();
  const main: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const thread = process.threadCpuUsage();
    const all = process.cpuUsage();
    await work();
    main.push(sum(process.threadCpuUsage(thread)) / pieces);
    whole.push(sum(process.cpuUsage(all)) / pieces);
  }
  const { CPU_PROFILE, HEAP_PROFILE } = process.env;
  const session = new Session();
  session.connect();
  if (CPU_PROFILE !== undefined) {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    for (let round = 0; round < ROUNDS; round++) await work();
    writeFileSync(CPU_PROFILE, JSON.stringify((await session.post('Profiler.stop')).profile));
  }
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 2048,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await work();
  const { profile } = await session.post('HeapProfiler.stopSampling');
  const allocated = (node: typeof profile.head): number =>
    node.children.reduce((bytes, child) => bytes + allocated(child), node.selfSize);
  if (HEAP_PROFILE !== undefined) writeFileSync(HEAP_PROFILE, JSON.stringify(profile));
  const digits = median(main) < 10 ? 2 : 0;
  return (
    `main ${median(main).toFixed(digits)} us (least ${Math.min(...main).toFixed(digits)}), process ${median(whole).toFixed(digits)} us, ` +
    `allocated ${(allocated(profile.head) / 1024 / pieces).toFixed(digits || 1)} KB`
  );
}

const sum = ({ user, system }: { user: number; system: number }): number => user + system;
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
