import { end } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { type LetterCase, letterPrompts } from '../../say/characters.ts';
import { say } from './_lib/say.ts';

const CASES: Readonly<Record<string, LetterCase>> = { a: 'both', l: 'lower', n: 'none', u: 'upper' };

/** Spells a text, with the case of its letters. */
export const application = defineApplication({
  name: 'SayAlphaCase',
  module: 'pbx_builtins',
  synopsis: 'Spells a text and says which letters are small or capital',
  description: ['Does not answer the call. With SAY_DTMF_INTERRUPT=true a digit interrupts, as with BackGround().'],
  arguments: {
    arguments: rest(
      'case,text; the case is a (tell of all letters), l (of small ones), u (of capital ones), n (of none)',
    ),
  },
  examples: ['same => n,SayAlphaCase(u,aBc)'],
  seeAlso: ['SayAlpha', 'SayPhonetic'],
  run(call, { arguments: text }) {
    const comma = text.indexOf(',');
    if (text === '' || comma < 0) {
      call.warn('SayAlphaCase requires two arguments (options, characters)');
      return text === '' ? undefined : end();
    }
    const option = text.slice(0, comma);
    if (option.length !== 1) {
      call.warn('SayAlphaCase options are mutually exclusive and required');
      return undefined;
    }
    const letterCase = CASES[option];
    if (letterCase !== undefined) return say(call, letterPrompts(text.slice(comma + 1), letterCase));
    call.warn(`Invalid option: '${option}'`);
    return undefined;
  },
});
