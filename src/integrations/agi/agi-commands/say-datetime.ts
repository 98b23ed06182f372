import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { unsaid } from '../unsaid.ts';

/**
 * say datetime: says a date and time by a format.
 *
 * Deviation: nothing is said; the log tells so.
 */
export const agiCommand = defineAgiCommand({
  command: 'say datetime',
  module: 'res_agi',
  synopsis: 'Says a date and time by a format',
  syntax: '<epoch> <escape digits> [<format>] [<timezone>]',
  usage: ['The moment is given in seconds since 1970.', 'The result is -1: no prompts for dates are known.'],
  dead: false,
  run: ({ call }, [moment, escapes]) => unsaid(call, 'datetime', moment, escapes),
});
