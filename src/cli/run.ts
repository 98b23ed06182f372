import { existsSync, statSync } from 'node:fs';
import { systemClock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import { programVersion } from '../base/version.ts';
import { type Server, startServer } from '../main.ts';
import type { InstancePlace } from '../pbx/instance-place.ts';
import { commandsPort } from '../pbx/ports/commands.ts';
import type { RunOptions } from './arguments.ts';
import { becomeUser } from './become-user.ts';
import { describeFirstCall, type FirstCall, firstPhones, prepareFirstCall } from './first-call.ts';
import { type HousePhone, openHousePhone } from './house-phone.ts';
import type { Output } from './output.ts';
import { placeOf } from './place.ts';

/** How long SIGTERM and the first SIGINT let calls go on. */
const DRAIN_MS = 30_000;
/** How long closing may take before the process ends all the same. */
const CLOSE_MS = 5_000;

/** `asterism run`: runs an instance until it is told to stop. @returns the exit code. */
export async function run(options: RunOptions, output: Output): Promise<number> {
  try {
    becomeUser(options.user, options.group);
  } catch (error) {
    output.err(`asterism: ${messageOf(error)}\n`);
    return 1;
  }
  const place = placeOf(options);
  const missing = missingPart(place);
  if (missing !== undefined) {
    output.err(`asterism: ${missing}\n`);
    return 1;
  }
  for (;;) {
    let firstCall: FirstCall | undefined;
    const prepare = async (): Promise<void> => {
      firstCall = await prepareFirstCall(place.state, systemClock.now());
    };
    const server = await startServer({
      ...place,
      ...(place.generated !== undefined && { prepare }),
      verbosity: options.verbosity,
      debug: options.debug,
      execIncludes: options.execIncludes,
      ...(options.timestamps && { timestamps: true }),
      ...(!options.console && { terminal: { write: output.out, colour: output.colour && options.colour } }),
    });
    if ('failure' in server) {
      output.err(`asterism: ${server.failure}\n`);
      return 1;
    }
    if (!options.quiet) output.out(readyLine(server));
    const phone = firstCall && (await welcome(server, firstCall, place.state, output));
    const end = await untilEnd(server, options, output);
    await phone?.close();
    const late = systemClock.sleep(CLOSE_MS).then(() => output.err('asterism: closing takes too long, ending now\n'));
    await Promise.race([late, server.close().catch((error) => server.fault('closing', error))]);
    if (!end.restart) return 0;
  }
}

/**
 * What of the named configuration is not there, so that a mistyped path does not run an empty PBX.
 * Deviation: Asterisk goes on with built-in defaults.
 */
function missingPart({ etc, asteriskConf }: InstancePlace): string | undefined {
  if (asteriskConf !== undefined && !existsSync(asteriskConf)) return `there is no file ${asteriskConf}`;
  if (!existsSync(etc) || !statSync(etc).isDirectory()) return `there is no folder ${etc}`;
  return undefined;
}

function readyLine({ bootMs, controlPath }: Server): string {
  const took = (bootMs / 1000).toFixed(2);
  return `Asterism ${programVersion()} is up after ${took} s (pid ${process.pid}, control socket ${controlPath}).\nAsterisk Ready.\n`;
}

/** Tells a newcomer what there is, and puts a phone of our own there, so that something rings. */
async function welcome(server: Server, call: FirstCall, state: string, output: Output): Promise<HousePhone> {
  const [user] = firstPhones;
  output.out(describeFirstCall(call, state, server.system.directories.spool));
  const account = { user, secret: call.secrets.get(user) ?? '', port: call.port };
  return openHousePhone(server, account, state, (line) => output.out(`${line}\n`));
}

/** Waits for the end of an instance, whoever asks for it: a command, a signal, or the console on this terminal. */
async function untilEnd(server: Server, options: RunOptions, output: Output): Promise<{ readonly restart: boolean }> {
  const { system, pbx } = server;
  let asked = 0;
  const end = (): void => {
    if (++asked > 1) {
      system.stop('now', false);
      return;
    }
    if (pbx.channels.size > 0)
      output.err(`asterism: ${pbx.channels.size} channels are up and may end by themselves; once more to stop now\n`);
    system.stop('gracefully', false);
    systemClock.after(DRAIN_MS, () => system.stop('now', false));
  };
  const reload = (): void => void pbx.ports.use(commandsPort).run('core reload');
  const fault = (error: unknown): void => server.fault('a fault of our own, calls go on', error);
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', reload);
  process.on('uncaughtException', fault).on('unhandledRejection', fault);
  try {
    if (options.console) {
      const { runConsole } = await import('./console.ts');
      void runConsole(server.controlPath, options, output).then(() => system.stop('gracefully', false));
    }
    return await system.ending;
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end).off('SIGHUP', reload);
    process.off('uncaughtException', fault).off('unhandledRejection', fault);
  }
}
