import type { Logger } from '../../base/log.ts';
import { rest, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

const LEVELS: Readonly<Record<string, (log: Logger, message: string) => void>> = {
  ERROR: (log, message) => log.error(message),
  WARNING: (log, message) => log.warning(message),
  NOTICE: (log, message) => log.notice(message),
  DEBUG: (log, message) => log.debug(0, message),
  VERBOSE: (log, message) => log.verbose(0, message),
  DTMF: (log, message) => log.dtmf(message),
};

/** Writes to the log. */
export const application = defineApplication({
  name: 'Log',
  module: 'app_verbose',
  synopsis: 'Writes a line to the log',
  arguments: {
    level: text('ERROR, WARNING, NOTICE, DEBUG, VERBOSE, DTMF or one of custom_levels in logger.conf'),
    message: rest('the message'),
  },
  examples: ['same => n,Log(NOTICE,No answer from ${EXTEN})'],
  run(call, { level, message }, whole) {
    if (whole === '') return undefined;
    const write = LEVELS[level.trim().toUpperCase()];
    const { position } = call.channel;
    const line = `Ext. ${position.exten}: ${message}`;
    if (write) write(call.log, line);
    else if (!call.log.custom(level.trim(), line)) call.log.error(`Unknown log level: '${level}'`);
    return undefined;
  },
});
