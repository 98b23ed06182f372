import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/** The levels under the numbers that Asterisk gives them. */
const LEVELS: ReadonlyArray<readonly [number: number, name: string]> = [
  [0, 'DEBUG'],
  [1, 'TRACE'],
  [2, 'NOTICE'],
  [3, 'WARNING'],
  [4, 'ERROR'],
  [5, 'VERBOSE'],
  [6, 'DTMF'],
  [20, 'SECURITY'],
];

/** `logger show levels`. */
export const command = defineCliCommand({
  command: 'logger show levels',
  module: 'core',
  synopsis: 'List the levels that logs can take',
  run: () =>
    `Level Name\n----- ----\n${LEVELS.map(([number, name]) => `${String(number).padStart(5)} ${name}\n`).join('')}\n`,
});
