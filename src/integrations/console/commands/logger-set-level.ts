import type { LogLevel } from '../../../base/log.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

const LEVELS: Readonly<Record<string, LogLevel>> = {
  DEBUG: 'debug',
  TRACE: 'trace',
  NOTICE: 'notice',
  WARNING: 'warning',
  ERROR: 'error',
  VERBOSE: 'verbose',
  DTMF: 'dtmf',
  SECURITY: 'security',
};

/** `logger set level NAME on|off`. */
export const command = defineCliCommand({
  command: 'logger set level {DEBUG|TRACE|NOTICE|WARNING|ERROR|VERBOSE|DTMF|SECURITY} {on|off}',
  module: 'core',
  synopsis: 'Show or hide a level on consoles',
  usage: 'Shows records of that level on consoles, or hides them. What log files take is not changed.',
  run(context, [name = '', state]) {
    const level = LEVELS[name];
    if (!level) return { usage: true };
    context.use(loggingPort).setConsoleLevel(level, state === 'on');
    return `Logger status for '${name}' has been set to '${state}'.\n`;
  },
});
