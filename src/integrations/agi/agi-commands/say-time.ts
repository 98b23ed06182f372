import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { sayMoment } from '../say-moment.ts';

/** say time: says a time of day. */
export const agiCommand = defineAgiCommand({
  command: 'say time',
  module: 'res_agi',
  synopsis: 'Says a time of day',
  syntax: '<epoch> <escape digits>',
  usage: [
    'The moment is given in seconds since 1970. Hour, minute, and which half of the day.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
  ],
  dead: false,
  run: ({ call }, [moment, escapes, more]) => (more !== undefined ? 'usage' : sayMoment(call, moment, escapes, 'IMp')),
});
