import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Clock, VirtualClock } from '../../src/base/clock.ts';
import { LogHub, type LogLevel, type LogRecord } from '../../src/base/log.ts';
import type { Party } from '../../src/channel/party.ts';
import { diskSource } from '../../src/config/disk-source.ts';
import type { ModuleDefinition } from '../../src/extend/define-module.ts';
import type { Contribution } from '../../src/extend/kind.ts';
import { soundsModule } from '../../src/features/sounds/module.ts';
import { contributions, modules } from '../../src/manifest.ts';
import { createVirtualEngine } from '../../src/media/virtual/virtual-engine.ts';
import type { HttpClient } from '../../src/net/http.ts';
import { MemoryNetwork } from '../../src/net/memory-network.ts';
import type { Resolver } from '../../src/net/resolver.ts';
import { directoriesUnder, makeDirectories } from '../../src/pbx/paths.ts';
import { openPbx, type Pbx } from '../../src/pbx/pbx.ts';
import type { Environment, Processes } from '../../src/pbx/ports/processes.ts';
import type { Directories, System } from '../../src/pbx/ports/system.ts';
import { technologiesPort } from '../../src/pbx/ports/technologies.ts';
import { type Sound, wavBytes } from './audio.ts';
import { type Behaviour, type FakeCall, FakeExchange } from './fake-phone.ts';

/** How a PBX for a test is put together. */
export interface TestPbxOptions {
  /** Configuration files by name. */
  readonly config: Readonly<Record<string, string>>;
  /** Phones that are there from the start, with what they do when they are called. */
  readonly phones?: Readonly<Record<string, Behaviour | undefined>>;
  /** The names under which phones are dialled; the first is that of incoming channels. `Phone` and, unless a real driver is wanted, SIP and PJSIP. */
  readonly technologies?: readonly string[];
  /** Modules that stay out, without `.so`; none of those that speak to the network unless given. */
  readonly noload?: readonly string[];
  /** More modules than the manifest's. */
  readonly modules?: readonly ModuleDefinition[];
  /** More definitions than the manifest's. */
  readonly contributions?: readonly Contribution[];
  /** Web servers; without it the machine's own client asks them. */
  readonly http?: HttpClient;
  /** The domain name system; without it the machine's own resolver is asked. */
  readonly resolver?: Resolver;
  /** Child processes; without it none can be run. */
  readonly processes?: Processes;
  readonly startMs?: number;
  readonly system?: Partial<Pick<System, 'liveDangerously' | 'legacySyntax' | 'systemName' | 'entityId'>>;
  /** Verbosity of the collected log; 5 unless given. */
  readonly verbosity?: number;
}

/** The place in the dialplan with which an error or a warning ends. */
const PLACE = / \[\S+@\S*:-?\d+( \S+:\d+)?, [^\]]+\]$/;

/** The lines that a PBX has logged. */
export class TestLog {
  readonly records: LogRecord[] = [];

  /** `warning: text` a line, verbose lines as they stand. */
  get lines(): string[] {
    return this.records.map(({ level, message }) => (level === 'verbose' ? message : `${level}: ${message}`));
  }

  /** The messages of one level, without the places in the dialplan that they end with. */
  of(level: LogLevel): string[] {
    return this.records.filter((record) => record.level === level).map(({ message }) => message.replace(PLACE, ''));
  }

  /** True if a line contains `text`. */
  has(text: string): boolean {
    return this.lines.some((line) => line.includes(text));
  }

  /** The steps that have been run: `exten@context:priority App(data)`. */
  get steps(): string[] {
    return this.of('verbose').flatMap((line) => {
      const step = /^Executing \[(.*?)\] (\w+)\("[^"]*", "(.*)"\) in new stack$/s.exec(line);
      return step ? [`${step[1]} ${step[2]}(${step[3]})`] : [];
    });
  }
}

/** How a phone calls in. */
export interface IncomingOptions {
  readonly context?: string;
  readonly caller?: Party;
  readonly language?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** A PBX in memory: virtual time and audio, phones without a protocol, its files in a folder of its own. The test closes it. */
export interface TestPbx {
  readonly pbx: Pbx;
  readonly clock: VirtualClock;
  readonly network: MemoryNetwork;
  readonly log: TestLog;
  readonly exchange: FakeExchange;
  readonly directories: Directories;
  /** The folder that everything lies under. */
  readonly folder: string;
  /** Adds a phone or changes what it does. */
  phone(name: string, behaviour?: Behaviour): void;
  /** A phone calls an extension (context `default` unless given): the dialplan starts at once. */
  call(from: string, exten: string, options?: IncomingOptions): FakeCall;
  /** Resolves once the dialplan of a call made by {@link call} is over. */
  ended(call: FakeCall): Promise<void>;
  /** Runs time until that call is over. */
  finish(call: FakeCall, limitMs?: number): Promise<void>;
  /** Records a prompt, in the language `en` unless given. @returns its path. */
  prompt(name: string, sound: Sound, language?: string): string;
  /** Replaces a configuration file on disk; nothing is reloaded. */
  write(file: string, text: string): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

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

/** Starts nothing. */
export const startNothing: Processes['start'] = ({ command }, listener) => {
  queueMicrotask(() => listener.onEnd({ exitCode: undefined, failure: `no processes in this test: ${command}` }));
  return { write() {}, writeThird() {}, backlog: () => 0, signal() {}, hold() {}, letGo() {} };
};

/** No child process can be run. */
export const NO_PROCESSES: Processes = {
  start: startNothing,
  environment: testEnvironment(),
  run: ({ command }) =>
    Promise.resolve({
      exitCode: undefined,
      stdout: Buffer.alloc(0),
      stderr: '',
      failure: `${command}: not in this test`,
    }),
  shell: () =>
    Promise.resolve({ exitCode: undefined, stdout: Buffer.alloc(0), stderr: '', failure: 'not in this test' }),
};

const NETWORK_MODULES = ['chan_sip', 'chan_pjsip', 'res_pjsip', 'manager', 'res_manager', 'asterisk', 'res_console'];

/** Opens a PBX for a test. */
export async function openTestPbx(options: TestPbxOptions): Promise<TestPbx> {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-test-'));
  const etc = join(folder, 'etc');
  const directories = directoriesUnder(join(folder, 'state'), etc);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(etc, file)), { recursive: true });
    writeFileSync(join(etc, file), text);
  };
  mkdirSync(etc, { recursive: true });
  makeDirectories(directories);
  for (const [file, text] of Object.entries(options.config)) write(file, text);

  const clock = new VirtualClock(options.startMs);
  const network = new MemoryNetwork(clock);
  const media = createVirtualEngine({ clock });
  const log = new TestLog();
  const logHub = new LogHub(() => clock.now());
  logHub.add({ verbosity: options.verbosity ?? 5, debug: 0, write: (record) => void log.records.push(record) });
  const noload = options.noload ?? NETWORK_MODULES;
  const pbx = await openPbx({
    manifest: {
      modules: testModules(options.modules),
      contributions: [...contributions, ...(options.contributions ?? [])],
    },
    clock,
    logHub,
    config: diskSource(etc),
    media,
    network,
    ...(options.http && { http: options.http }),
    ...(options.resolver && { resolver: options.resolver }),
    processes: options.processes ?? NO_PROCESSES,
    system: testSystem(directories, clock, options.system),
    policy: { autoload: true, load: new Set(), noload: new Set(noload) },
  });
  const exchange = new FakeExchange(
    { channels: pbx.channels, clock, media },
    options.technologies ?? (options.noload ? ['Phone'] : ['Phone', 'SIP', 'PJSIP']),
  );
  pbx.ports.use(technologiesPort).add(exchange);
  for (const [name, behaviour] of Object.entries(options.phones ?? {})) exchange.phone(name, behaviour);

  const runs = new Map<FakeCall, Promise<void>>();
  let closed: Promise<void> | undefined;
  const test: TestPbx = {
    pbx,
    clock,
    network,
    log,
    exchange,
    directories,
    folder,
    write,
    phone: (name, behaviour) => exchange.phone(name, behaviour),
    prompt(name, sound, language = 'en') {
      const path = join(directories.data, 'sounds', language, `${name}.wav`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, wavBytes(sound));
      return path;
    },
    call(from, exten, { context = 'default', caller, language, variables = {} } = {}) {
      const call = exchange.incoming(from, { context, exten });
      const { channel } = call;
      channel.setCaller(caller ?? { number: from });
      channel.parties.dialed = exten;
      if (language !== undefined) channel.settings.language = language;
      for (const [name, value] of Object.entries(variables)) channel.variables.set(name, value);
      runs.set(call, pbx.dialplan.run(channel));
      return call;
    },
    ended: async (call) => runs.get(call),
    async finish(call, limitMs) {
      let over = false;
      void runs.get(call)?.then(() => (over = true));
      await clock.advanceUntil(() => over, limitMs);
    },
    async close() {
      closed ??= closeAll(pbx, folder, () => media.close());
      await closed;
    },
    [Symbol.asyncDispose]: () => test.close(),
  };
  return test;
}

/** The manifest's modules, but that no sound of this machine is heard: only those below `<data>/sounds`. */
function testModules(more: readonly ModuleDefinition[] = []): ModuleDefinition[] {
  const own = [soundsModule([]), ...more];
  return [...modules.filter((one) => !own.some(({ name }) => name === one.name)), ...own];
}

async function closeAll(pbx: Pbx, folder: string, closeMedia: () => Promise<void>): Promise<void> {
  await pbx.close();
  await closeMedia();
  rmSync(folder, { recursive: true, force: true });
}

/** What an instance that never stops knows of itself. */
export function testSystem(directories: Directories, clock: Clock, differing: TestPbxOptions['system'] = {}): System {
  return {
    directories,
    version: '0.1.0-test',
    systemName: '',
    entityId: '02:00:00:00:00:01',
    startedMs: clock.now(),
    reloadedMs: clock.now(),
    processId: 4711,
    liveDangerously: false,
    legacySyntax: false,
    fullyBooted: true,
    waitFullyBooted: () => Promise.resolve(),
    stop() {},
    refusal: undefined,
    abortStop: () => false,
    ...differing,
  };
}
