import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { unsaid } from '../unsaid.ts';

/**
 * say time: says a time of day.
 *
 * Deviation: nothing is said; the log tells so.
 */
export const agiCommand = defineAgiCommand({
  command: 'say time',
  module: 'res_agi',
  synopsis: 'Says a time of day',
  syntax: '<epoch> <escape digits>',
  usage: ['The moment is given in seconds since 1970.', 'The result is -1: no prompts for dates are known.'],
  dead: false,
  run: ({ call }, [moment, escapes]) => unsaid(call, 'time', moment, escapes),
});
