import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

/** The levels under the numbers that Asterisk gives them. */
const LEVELS: ReadonlyArray<readonly [number: number, name: string]> = [
  [0, 'DEBUG'],
  [1, 'TRACE'],
  [2, 'NOTICE'],
  [3, 'WARNING'],
  [4, 'ERROR'],
  [5, 'VERBOSE'],
  [6, 'DTMF'],
];
/** Where those begin that logger.conf declares. */
const FIRST_OWN = 16;
/** With none of one's own. */
const SECURITY = 20;

/** `logger show levels`. */
export const command = defineCliCommand({
  command: 'logger show levels',
  module: 'core',
  synopsis: 'List the levels that logs can take',
  usage: 'Lists the levels that a log of logger.conf can take, those that it adds among them.',
  run(context) {
    const own = context.has(loggingPort) ? context.use(loggingPort).hub.customLevels : [];
    const levels = [
      ...LEVELS,
      ...own.map((name, index) => [FIRST_OWN + index, name] as const),
      [SECURITY + own.length, 'SECURITY'] as const,
    ];
    const rows = levels.map(([number, name]) => `${String(number).padStart(5)} ${name}\n`).join('');
    return `Level Name\n----- ----\n${rows}\n`;
  },
});
