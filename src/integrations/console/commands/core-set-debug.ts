import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';
import { completeModule } from '../complete.ts';
import { levelText, readLevel } from '../level.ts';

/** `core set debug LEVEL [MODULE]`. */
export const command = defineCliCommand({
  command: 'core set debug [atleast] <level> [<module>]',
  module: 'core',
  synopsis: 'Set how much is told for finding faults',
  usage: `Sets the debug level of the whole instance, or of one module: 0 or off tells nothing. Only logs with the
level debug in logger.conf show it. With atleast the level is only ever raised.`,
  complete: (context, typed) => (typed.length === 1 ? completeModule(context) : []),
  run(context, args) {
    const atLeast = args[0] === 'atleast';
    const [text = '', module] = atLeast ? args.slice(1) : args;
    const level = readLevel(text);
    if (level === undefined) return { usage: true };
    if (module !== undefined) {
      const logging = context.use(loggingPort);
      const source = module.replace(/\.(so|c)$/, '');
      const before = logging.setDebugOf(source, level);
      if (before === level) return `Core debug is still ${before} for '${source}'.\n`;
      return `Core debug was ${before} and has been set to ${level} for '${source}'.\n`;
    }
    const { session } = context;
    const before = session.debug;
    const after = atLeast ? Math.max(before, level) : level;
    session.debug = after;
    if (after === before) return `Core debug is still ${levelText(after)}.\n`;
    return `Core debug was ${levelText(before)} and is now ${levelText(after)}.\n`;
  },
});
