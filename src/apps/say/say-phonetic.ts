import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { phoneticPrompts } from '../../say/characters.ts';
import { say } from './_lib/say.ts';

/** Spells a text by the spelling alphabet. */
export const application = defineApplication({
  name: 'SayPhonetic',
  module: 'pbx_builtins',
  synopsis: 'Spells a text by the spelling alphabet',
  description: ['Does not answer the call. With SAY_DTMF_INTERRUPT=true a digit interrupts, as with BackGround().'],
  arguments: { text: rest('letters, digits and signs') },
  examples: ['same => n,SayPhonetic(abc123)'],
  run: (call, { text }) => say(call, phoneticPrompts(text)),
});
