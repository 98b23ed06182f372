import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { letterPrompts } from '../../../say/characters.ts';
import { sayTo } from '../play.ts';

/** say alpha: says characters. */
export const agiCommand = defineAgiCommand({
  command: 'say alpha',
  module: 'res_agi',
  synopsis: 'Says characters',
  syntax: '<string> <escape digits>',
  usage: [
    'Says characters one by one.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
  ],
  dead: false,
  run({ call }, [text, escapes, more]) {
    if (text === undefined || escapes === undefined || more !== undefined) return 'usage';
    return sayTo(call, letterPrompts(text), escapes);
  },
});
