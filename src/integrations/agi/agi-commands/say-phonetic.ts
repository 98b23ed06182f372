import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { phoneticPrompts } from '../../../say/characters.ts';
import { sayTo } from '../play.ts';

/** say phonetic: says characters by the spelling alphabet. */
export const agiCommand = defineAgiCommand({
  command: 'say phonetic',
  module: 'res_agi',
  synopsis: 'Says characters by the spelling alphabet',
  syntax: '<string> <escape digits>',
  usage: [
    'Says characters by the spelling alphabet one by one.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
  ],
  dead: false,
  run({ call }, [text, escapes, more]) {
    if (text === undefined || escapes === undefined || more !== undefined) return 'usage';
    return sayTo(call, phoneticPrompts(text), escapes);
  },
});
