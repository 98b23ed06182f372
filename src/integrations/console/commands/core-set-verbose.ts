import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { levelText, readLevel } from '../level.ts';

/** `core set verbose LEVEL`. */
export const command = defineCliCommand({
  command: 'core set verbose [atleast] <level> [silent]',
  module: 'core',
  synopsis: 'Set how much this console tells of calls',
  usage: `Sets how verbose this console is: 0 or off tells nothing of calls, 3 every step of the dialplan.
With atleast the level is only ever raised; silent says nothing about the change.`,
  run({ session }, [first = '', second = '', third]) {
    const atLeast = first === 'atleast';
    const level = readLevel(atLeast ? second : first);
    const silent = atLeast ? third === 'silent' : second === 'silent';
    if (level === undefined) return { usage: true };
    const before = session.verbosity;
    const after = atLeast ? Math.max(before, level) : level;
    session.verbosity = after;
    if (silent) return '';
    if (after === before) return `Console verbose is still ${levelText(after)}.\n`;
    return `Console verbose was ${levelText(before)} and is now ${levelText(after)}.\n`;
  },
});
