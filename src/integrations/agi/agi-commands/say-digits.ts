import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { digitPrompts } from '../../../say/characters.ts';
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
    return sayTo(call, digitPrompts(text), escapes);
  },
});
