import { VirtualClock } from '../../src/base/clock.ts';
import { LogHub, type LogRecord } from '../../src/base/log.ts';
import type { Channel } from '../../src/channel/channel.ts';
import type { DriverLeg } from '../../src/channel/driver-leg.ts';
import { memorySource } from '../../src/config/source.ts';
import { contributions, modules } from '../../src/manifest.ts';
import { PacketNetwork } from '../../src/media/virtual/packet-network.ts';
import { createVirtualEngine } from '../../src/media/virtual/virtual-engine.ts';
import { MemoryNetwork } from '../../src/net/memory-network.ts';
import { openPbx, type Pbx } from '../../src/pbx/pbx.ts';
import type { Environment, Processes } from '../../src/pbx/ports/processes.ts';
import type { System } from '../../src/pbx/ports/system.ts';

/** How a test wants its PBX. */
export interface TestPbxOptions {
  /** Configuration files by name; extensions.conf is what most tests give. */
  readonly files: Readonly<Record<string, string>>;
  readonly legacySyntax?: boolean;
  /** Modules with files of their own to load besides pbx_config. */
  readonly modules?: readonly string[];
  readonly processes?: Processes;
  readonly startMs?: number;
  /** The folder for state on disk; what needs one gets it by this. */
  readonly root?: string;
}

/** A PBX in memory, moved by its clock, with everything that it logs. */
export interface TestPbx {
  readonly pbx: Pbx;
  readonly clock: VirtualClock;
  readonly records: LogRecord[];
  /** Runs the dialplan on a channel of its own until the call has ended. */
  call(exten: string, context: string, prepare?: (channel: Channel) => void): Promise<Channel>;
  /** A channel that runs nothing yet. */
  createChannel(exten: string, context: string): Channel;
  /** Advances the clock until `work` is done. */
  until<T>(work: Promise<T>, limitMs?: number): Promise<T>;
  /** Changes a file, as a user would before a reload. */
  write(file: string, text: string): void;
  close(): Promise<void>;
}

const noProcesses: Processes = {
  environment: testEnvironment(),
  run: async () => ({ exitCode: undefined, stdout: Buffer.alloc(0), stderr: '', failure: 'no programs in this test' }),
  shell: async () => ({
    exitCode: undefined,
    stdout: Buffer.alloc(0),
    stderr: '',
    failure: 'no programs in this test',
  }),
};

/** An environment of its own, with a HOME. */
export function testEnvironment(): Environment {
  const values = new Map([['HOME', '/root']]);
  return {
    get: (name) => values.get(name),
    set(name, value) {
      if (value === undefined) values.delete(name);
      else values.set(name, value);
    },
  };
}

/** Opens a PBX in memory. The caller closes it. */
export async function openTestPbx(options: TestPbxOptions): Promise<TestPbx> {
  const clock = new VirtualClock(options.startMs);
  const logHub = new LogHub(() => clock.now());
  const records: LogRecord[] = [];
  logHub.add({ verbosity: 5, debug: 0, write: (record) => records.push(record) });
  const wanted = new Set(['pbx_config', ...(options.modules ?? [])]);
  const files: Record<string, string> = { ...options.files };
  const pbx = await openPbx({
    manifest: {
      modules: modules.filter((one) => wanted.has(one.name)),
      contributions: contributions.filter(
        (one) => wanted.has(one.module) || !modules.some((module) => module.name === one.module),
      ),
    },
    clock,
    logHub,
    config: memorySource(files),
    media: createVirtualEngine({ clock, network: new PacketNetwork(clock) }),
    network: new MemoryNetwork(clock),
    processes: options.processes ?? noProcesses,
    system: testSystem(clock, options.root ?? '/pbx', options.legacySyntax ?? false),
    policy: { autoload: true, load: new Set(), noload: new Set() },
  });
  const createChannel = (exten: string, context: string): Channel => {
    const channel = pbx.channels.create({
      technology: 'Test',
      resource: 'phone',
      state: 'Ring',
      start: { context, exten, priority: 1 },
    });
    channel.attachLeg(silentLeg);
    return channel;
  };
  const until = async <T>(work: Promise<T>, limitMs = 60_000): Promise<T> => {
    let settled = false;
    const done = (): void => {
      settled = true;
    };
    work.then(done, done);
    await clock.advanceUntil(() => settled, limitMs);
    return work;
  };
  return {
    pbx,
    clock,
    records,
    createChannel,
    until,
    async call(exten, context, prepare) {
      const channel = createChannel(exten, context);
      prepare?.(channel);
      await until(pbx.dialplan.run(channel));
      return channel;
    },
    write(file, text) {
      files[file] = text;
    },
    close: () => pbx.close(),
  };
}

/** A far end that accepts everything and says nothing. */
const silentLeg: DriverLeg = {
  media: undefined,
  call() {},
  answer() {},
  indicate: () => 'signalled',
  hangup() {},
};

function testSystem(clock: VirtualClock, root: string, legacySyntax: boolean): System {
  const directory = (name: string): string => `${root}/${name}`;
  return {
    directories: {
      etc: directory('etc'),
      modules: directory('modules'),
      varlib: directory('varlib'),
      db: root,
      keys: directory('keys'),
      data: directory('data'),
      agi: directory('agi'),
      spool: directory('spool'),
      run: directory('run'),
      log: directory('log'),
      cache: directory('cache'),
      sbin: directory('sbin'),
    },
    version: 'test',
    systemName: '',
    entityId: '02:00:00:00:00:01',
    startedMs: clock.now(),
    reloadedMs: clock.now(),
    processId: 1,
    liveDangerously: false,
    legacySyntax,
    fullyBooted: true,
    waitFullyBooted: async () => {},
    stop() {},
    abortStop: () => false,
  };
}
