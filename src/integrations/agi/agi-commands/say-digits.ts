import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { digitPrompts } from '../../../say/characters.ts';
import { leadingInteger } from '../leading-integer.ts';
import { sayTo } from '../play.ts';

/** say digits: says digits. */
export const agiCommand = defineAgiCommand({
  command: 'say digits',
  module: 'res_agi',
  synopsis: 'Says digits',
  syntax: '<number> <escape digits>',
  usage: [
    'Says digits one by one.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
  ],
  dead: false,
  run({ call }, [text, escapes, more]) {
    if (text === undefined || escapes === undefined || more !== undefined) return 'usage';
    // What does not begin with a number is none; what follows one is said all the same.
    if (leadingInteger(text) === undefined) return 'usage';
    return sayTo(call, digitPrompts(text), escapes);
  },
});
