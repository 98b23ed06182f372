import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { DAY, sayMoment } from '../say-moment.ts';

/** say date: says a date. */
export const agiCommand = defineAgiCommand({
  command: 'say date',
  module: 'res_agi',
  synopsis: 'Says a date',
  syntax: '<epoch> <escape digits>',
  usage: [
    'The moment is given in seconds since 1970. Weekday, month, day and year.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
  ],
  dead: false,
  run: ({ call }, [moment, escapes, more]) => (more !== undefined ? 'usage' : sayMoment(call, moment, escapes, DAY)),
});
