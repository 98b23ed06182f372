import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { sayMoment } from '../say-moment.ts';

/** say datetime: says a date and time by a format. */
export const agiCommand = defineAgiCommand({
  command: 'say datetime',
  module: 'res_agi',
  synopsis: 'Says a date and time by a format',
  syntax: '<epoch> <escape digits> [<format>] [<timezone>]',
  usage: [
    'The moment is given in seconds since 1970. The format is written as in the zones of voicemail.conf.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
  ],
  dead: false,
  run: ({ call }, [moment, escapes, format = "ABdY 'digits/at' IMp", zone = '']) =>
    sayMoment(call, moment, escapes, format, zone),
});
