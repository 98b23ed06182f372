import type { Call } from '../../../channel/call.ts';
import { processesPort } from '../../../pbx/ports/processes.ts';

/** What SYSTEMSTATUS says: it could not be run, it ran well, or it ended with a code that is not 0. */
export type SystemStatus = 'FAILURE' | 'SUCCESS' | 'APPERROR';

/** Runs a line in the shell, as System() does, and sets SYSTEMSTATUS. */
export async function runShell(call: Call, application: string, line: string): Promise<SystemStatus> {
  const set = (status: SystemStatus): SystemStatus => {
    call.set('SYSTEMSTATUS', status);
    return status;
  };
  if (line.trim() === '') {
    call.warn(`${application} requires an argument(command)`);
    return set('FAILURE');
  }
  // a line in quotes is what old dialplans wrote when the argument held commas
  const quoted = line.length >= 2 && line.startsWith('"') && line.endsWith('"');
  if (quoted) call.log.notice('It is not necessary to quote the argument to the System application.');
  const command = quoted ? line.slice(1, -1) : line;
  const ended = await call.use(processesPort).shell(command);
  if (ended.failure !== undefined || ended.exitCode === undefined || ended.exitCode === 127) {
    call.warn(`Unable to execute '${command}'${ended.failure ? `: ${ended.failure}` : ''}`);
    return set('FAILURE');
  }
  return set(ended.exitCode === 0 ? 'SUCCESS' : 'APPERROR');
}
