import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { numberPrompts } from '../../../say/number.ts';
import { leadingInteger } from '../leading-integer.ts';
import { sayTo } from '../play.ts';

/** say number: says a number. */
export const agiCommand = defineAgiCommand({
  command: 'say number',
  module: 'res_agi',
  synopsis: 'Says a number',
  syntax: '<number> <escape digits> [<gender>]',
  usage: [
    'Says a whole number.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
  ],
  dead: false,
  run({ call }, [text, escapes, , more]) {
    if (text === undefined || escapes === undefined || more !== undefined) return 'usage';
    const value = leadingInteger(text);
    if (value === undefined) return 'usage';
    return sayTo(call, numberPrompts(value), escapes);
  },
});
