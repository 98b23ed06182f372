import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** tdd mode: switches a text telephone on or off. */
export const agiCommand = defineAgiCommand({
  command: 'tdd mode',
  module: 'res_agi',
  synopsis: 'Switches a text telephone on or off',
  syntax: 'on|off|mate',
  usage: ['No far end is one.', 'The result is 0.'],
  dead: false,
  run(_context, [mode, more]) {
    return mode === undefined || more !== undefined ? 'usage' : { result: 0 };
  },
});
