import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** receive char: receives a character from the far end. */
export const agiCommand = defineAgiCommand({
  command: 'receive char',
  module: 'res_agi',
  synopsis: 'Receives a character from the far end',
  syntax: '<timeout>',
  usage: ['No far end sends any.', 'The result is -1 (hangup).'],
  dead: false,
  run(_context, [timeout, more]) {
    return timeout === undefined || more !== undefined ? 'usage' : { result: -1, note: '(hangup)' };
  },
});
