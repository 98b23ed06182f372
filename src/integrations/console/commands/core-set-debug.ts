import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { levelText, readLevel } from '../level.ts';

/** `core set debug LEVEL`. */
export const command = defineCliCommand({
  command: 'core set debug [atleast] <level>',
  module: 'core',
  synopsis: 'Set how much is told for finding faults',
  usage: `Sets the debug level of the whole instance: 0 or off tells nothing. Only logs with the level debug in
logger.conf show it. With atleast the level is only ever raised.`,
  run({ session }, [first = '', second = '']) {
    const atLeast = first === 'atleast';
    const level = readLevel(atLeast ? second : first);
    if (level === undefined) return { usage: true };
    const before = session.debug;
    const after = atLeast ? Math.max(before, level) : level;
    session.debug = after;
    if (after === before) return `Core debug is still ${levelText(after)}.\n`;
    return `Core debug was ${levelText(before)} and is now ${levelText(after)}.\n`;
  },
});
