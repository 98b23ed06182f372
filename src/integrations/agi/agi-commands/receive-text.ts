import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** receive text: receives a text from the far end. */
export const agiCommand = defineAgiCommand({
  command: 'receive text',
  module: 'res_agi',
  synopsis: 'Receives a text from the far end',
  syntax: '<timeout>',
  usage: ['No far end sends any.', 'The result is -1.'],
  dead: false,
  run(_context, [timeout, more]) {
    return timeout === undefined || more !== undefined ? 'usage' : { result: -1 };
  },
});
