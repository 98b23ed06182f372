import { rmSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { systemClock } from './base/clock.ts';
import { formatSpan } from './base/diagnostic-render.ts';
import { messageOf } from './base/errors.ts';
import { type Logger, LogHub, type LogRecord, type LogSink, levelOf } from './base/log.ts';
import { programVersion } from './base/version.ts';
import { rtpSchema } from './config/files/rtp-conf.ts';
import type { ReadOptions } from './config/read-config.ts';
import { answers, type ControlSocket, openControlSocket } from './integrations/console/control-socket.ts';
import type { ConsoleLook } from './integrations/console/session.ts';
import { contributions, modules } from './manifest.ts';
import type { MediaEngine } from './media/facade.ts';
import { openMediaEngine } from './media/worker/open-engine.ts';
import { systemNetwork } from './net/node-network.ts';
import { configSource, type InstancePlace, readInstanceSettings } from './pbx/instance-place.ts';
import { makeDirectories } from './pbx/paths.ts';
import { openPbx, type Pbx } from './pbx/pbx.ts';
import { commandsPort } from './pbx/ports/commands.ts';
import type { ConfigFiles } from './pbx/ports/config-files.ts';
import { modulesReloaded } from './pbx/ports/modules.ts';
import { createConfigFiles } from './pbx/services/config-files.ts';
import { consoleLine } from './pbx/services/logging/line-format.ts';
import { LoggingService } from './pbx/services/logging/logging.ts';
import { type RequestedModules, readModulePolicy } from './pbx/services/module-policy.ts';
import { runInclude, systemProcesses } from './pbx/services/processes.ts';
import { InstanceSystem } from './pbx/services/system.ts';

/** How an instance is started. */
export interface ServerOptions extends InstancePlace {
  /** Added to asterisk.conf's own. */
  readonly verbosity?: number;
  readonly debug?: number;
  /** Allows #exec, whatever asterisk.conf says. */
  readonly execIncludes?: boolean;
  readonly timestamps?: boolean;
  /** Writes files that the instance is to find, once it is known that no other one runs from the same folders. */
  readonly prepare?: () => Promise<void>;
  /** Where the instance's own console is; without one nothing is printed. */
  readonly terminal?: { write(text: string): void; readonly colour: boolean };
}

/** An instance that runs. */
export interface Server {
  readonly pbx: Pbx;
  readonly system: InstanceSystem;
  readonly logging: LoggingService;
  readonly controlPath: string;
  /** From the start to readiness. */
  readonly bootMs: number;
  /** Tells of a fault of our own without ending anything. */
  fault(where: string, error: unknown): void;
  /** Hangs up what is left and closes everything. Idempotent. */
  close(): Promise<void>;
}

/** Why an instance did not start: a sentence for the user. */
export interface StartFailure {
  readonly failure: string;
}

/** Starts an instance: the only place that knows everything. Its owner closes it. */
export async function startServer(options: ServerOptions): Promise<Server | StartFailure> {
  const begun = systemClock.monotonic();
  const hub = new LogHub(() => systemClock.now());
  const held = holdRecords(hub);
  const { directories, controlPath, values: settings } = readInstanceSettings(options, hub.logger('config'));
  const occupied = `another instance already answers at ${controlPath}; stop it, or give this one its own --state folder`;
  if (await answers(controlPath)) return { failure: occupied };
  await options.prepare?.();
  try {
    makeDirectories(directories);
  } catch (error) {
    return { failure: `the folders of this instance cannot be made: ${messageOf(error)}` };
  }
  const source = configSource(options, directories.etc);
  const execAllowed = options.execIncludes === true || settings.options.values.execincludes;
  const readOptions: ReadOptions = execAllowed ? { exec: runInclude } : {};
  const files = createConfigFiles(source, hub.logger('config'), readOptions);
  const logging = new LoggingService({
    hub,
    configFiles: files,
    folder: directories.log,
    hostName: hostname(),
    processId: process.pid,
    now: () => systemClock.now(),
    verbosity: Math.min(10, settings.options.values.verbose + (options.verbosity ?? 0)),
    debug: Math.min(10, settings.options.values.debug + (options.debug ?? 0)),
    processes: systemProcesses,
  });
  logging.reload();
  const format = (record: LogRecord, look: ConsoleLook): string =>
    consoleLine(record, { ...look, date: (timeMs) => logging.formatTime(timeMs), processId: process.pid });
  const { terminal } = options;
  if (terminal) {
    const look = { colour: terminal.colour, timestamps: options.timestamps ?? settings.options.values.timestamp };
    hub.add(terminalSink(logging, (record) => terminal.write(format(record, look))));
  }
  held.release();

  const system = new InstanceSystem(
    {
      directories,
      version: programVersion(),
      systemName: settings.options.values.systemname ?? (settings.options.values.autosystemname ? hostname() : ''),
      entityId: settings.options.values.entityid ?? hardwareAddress(),
      processId: process.pid,
      liveDangerously: settings.options.values.live_dangerously,
      legacySyntax: settings.compat.values.legacy_syntax,
      limits: {
        calls: settings.options.values.maxcalls,
        load: settings.options.values.maxload,
        freeMegabytes: settings.options.values.minmemfree,
      },
    },
    systemClock,
    hub.logger('core'),
  );
  const policy = readModulePolicy(files);
  const media = await openMedia(files, hub.logger('media'));
  const pbx = await openPbx({
    manifest: { modules, contributions },
    clock: systemClock,
    logHub: hub,
    config: source,
    readOptions,
    media,
    network: systemNetwork,
    processes: systemProcesses,
    system,
    logging,
    policy,
  });
  const pidPath = join(directories.run, 'asterisk.pid');
  let control: ControlSocket | undefined;
  const close = async (): Promise<void> => {
    if (control) rmSync(pidPath, { force: true });
    control?.close();
    await pbx.close();
    await media.close();
    logging.close();
  };
  tellUnknownModules(policy, pbx, hub.logger('loader'));
  const missing = missingModule(policy, pbx);
  if (missing !== undefined) {
    await close();
    return { failure: missing };
  }
  const mode = Number.parseInt(settings.files.at('astctlpermissions')?.value.text ?? '0660', 8);
  const opened = await openControlSocket(controlPath, Number.isNaN(mode) ? 0o660 : mode, {
    commands: pbx.ports.use(commandsPort),
    logging,
    system,
    format,
  });
  if ('kind' in opened) {
    await close();
    if (opened.kind === 'occupied') return { failure: occupied };
    return { failure: `the control socket ${controlPath} cannot be opened: ${opened.message}` };
  }
  control = opened;
  writeFileSync(pidPath, `${process.pid}\n`);
  pbx.bus.on(modulesReloaded, ({ module }) => {
    if (module === '') system.reloadedMs = systemClock.now();
  });
  system.booted({ channels: () => pbx.channels.size, calls: () => pbx.dialplan.running });
  let closing: Promise<void> | undefined;
  return {
    pbx,
    system,
    logging,
    controlPath,
    bootMs: systemClock.monotonic() - begun,
    fault: (where, error) =>
      hub.logger('core').error(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Keeps what is logged before the logs are open; `release` hands it to them. */
function holdRecords(hub: LogHub): { release(): void } {
  const records: LogRecord[] = [];
  const remove = hub.add({ verbosity: -1, debug: 0, write: (record) => records.push(record) });
  return {
    release() {
      remove();
      for (const record of records) hub.replay(record);
    },
  };
}

function terminalSink(logging: LoggingService, write: (record: LogRecord) => void): LogSink {
  return {
    get verbosity() {
      return logging.consoleShows('verbose') ? logging.verbosity : -1;
    },
    get debug() {
      return logging.consoleShows('debug') ? logging.debug : 0;
    },
    write(record) {
      if (logging.consoleShows(levelOf(record))) write(record);
    },
  };
}

async function openMedia(files: ConfigFiles, log: Logger): Promise<MediaEngine> {
  const { rtpstart, rtpend } = files.load(rtpSchema).values.general.values;
  return openMediaEngine({ rtpStart: rtpstart, rtpEnd: rtpend, onFault: (message) => log.error(message) });
}

/** The first network card's address, which names this machine to others as Asterisk's EID does. */
function hardwareAddress(): string {
  for (const cards of Object.values(networkInterfaces()))
    for (const { mac, internal } of cards ?? []) if (!internal && mac !== '00:00:00:00:00:00') return mac;
  return '00:00:00:00:00:00';
}

/** A module that modules.conf wants and that there is not: what it would bring is missing, and calls will show it. */
function tellUnknownModules({ named, noload }: RequestedModules, pbx: Pbx, log: Logger): void {
  const idle = new Set(pbx.modules.idle);
  for (const { name, at } of named) {
    if (noload.has(name) || pbx.modules.isLoaded(name) || idle.has(`${name}.so`)) continue;
    log.warning(`${formatSpan(at.span)}: there is no module '${at.text}' here`);
  }
}

function missingModule({ required }: RequestedModules, pbx: Pbx): string | undefined {
  const idle = new Set(pbx.modules.idle);
  const missing = required.find(({ name }) => !pbx.modules.isLoaded(name) && idle.has(`${name}.so`));
  return missing && `modules.conf requires ${missing.name}.so (${formatSpan(missing.at.span)}), and it is not running`;
}
