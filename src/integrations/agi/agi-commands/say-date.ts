import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { unsaid } from '../unsaid.ts';

/**
 * say date: says a date.
 *
 * Deviation: nothing is said; the log tells so.
 */
export const agiCommand = defineAgiCommand({
  command: 'say date',
  module: 'res_agi',
  synopsis: 'Says a date',
  syntax: '<epoch> <escape digits>',
  usage: ['The moment is given in seconds since 1970.', 'The result is -1: no prompts for dates are known.'],
  dead: false,
  run: ({ call }, [moment, escapes]) => unsaid(call, 'date', moment, escapes),
});
