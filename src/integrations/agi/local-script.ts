import { accessSync, constants, existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Timer } from '../../base/clock.ts';
import type { Call } from '../../channel/call.ts';
import { type ProcessListener, processesPort } from '../../pbx/ports/processes.ts';
import { type System, systemPort } from '../../pbx/ports/system.ts';
import { tapAudio } from './audio-tap.ts';
import { type AgiRequest, processEnvironment } from './environment.ts';
import { agiPort } from './port.ts';
import type { AgiFailure, AgiTransport, AgiTransportListener } from './transport.ts';

/** How long a script that has closed its output may take to end before it is told to. */
const FAREWELL_MS = 500;
/** A script that reads an answer gets it whole before the signal, which would tear a shell's `read`. @see observed: Asterisk 16 */
const SIGNAL_AFTER_MS = 20;
/** The most that is told of what a script writes to its standard error. */
const MOST_ERROR_BYTES = 16 * 1024;

/** Where a script lies: an absolute path, or a name in the folder of scripts. */
export function scriptPath({ directories }: Pick<System, 'directories'>, name: string): string {
  return isAbsolute(name) ? name : join(directories.agi, name);
}

/** Starts a program of this machine: an absolute path, or a name in the folder of scripts. */
export function startScript(call: Call, asked: AgiRequest, listener: AgiTransportListener): AgiTransport | AgiFailure {
  const { log, clock } = call;
  const system = call.use(systemPort);
  const path = scriptPath(system, asked.request);
  if (!existsSync(path)) {
    return { status: 'NOTFOUND', message: `Failed to execute '${path}': File does not exist.` };
  }
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return { status: 'FAILURE', message: `Failed to execute '${path}': Permission denied` };
  }
  let told = 0;
  let gone = false;
  let signalling: Timer | undefined;
  const ended = Promise.withResolvers<number | undefined>();
  const heard: ProcessListener = {
    onOutput: (chunk) => listener.onData(chunk),
    onOutputEnd: () => listener.onEnd(),
    onErrorOutput(chunk) {
      told += chunk.length;
      if (told <= MOST_ERROR_BYTES) log.notice(`${asked.request}: ${chunk.toString('utf8').trimEnd()}`);
    },
    onEnd({ exitCode, failure }) {
      gone = true;
      if (failure !== undefined) log.warning(`Failed to execute '${path}': ${failure}`);
      ended.resolve(failure === undefined ? exitCode : -1);
      // Otherwise its output ends by itself, once all of it has come.
      if (failure !== undefined) listener.onEnd();
    },
  };
  // One that waits has no descriptor 3.
  const taken = asked.enhanced ? undefined : call.use(agiPort).pool.take(asked.request, heard);
  const child =
    taken?.child ??
    call
      .use(processesPort)
      .start(
        { command: path, args: asked.args, environment: processEnvironment(system), third: asked.enhanced },
        heard,
      );
  const endTap = asked.enhanced ? tapAudio(call, (chunk) => child.writeThird(chunk)) : undefined;
  log.verbose(3, `Launched AGI Script ${path}`);
  return {
    write: (text) => child.write(text),
    ...(taken?.giveBack && { giveBack: taken.giveBack }),
    tellHangup() {
      if (taken?.giveBack) {
        child.write('HANGUP\n');
        return;
      }
      signalling = clock.after(SIGNAL_AFTER_MS, () => child.signal('SIGHUP'));
      // What it has left behind may hold its output open for long.
      if (gone) listener.onEnd();
    },
    hold: (on) => child.hold(on),
    backlog: () => child.backlog(),
    async close(tell) {
      endTap?.();
      signalling?.cancel();
      const late = Promise.withResolvers<undefined>();
      const timer = clock.after(FAREWELL_MS, () => late.resolve(undefined));
      const code = await Promise.race([ended.promise, late.promise]);
      timer.cancel();
      if (tell) child.signal('SIGHUP');
      child.letGo();
      return code;
    },
  };
}
