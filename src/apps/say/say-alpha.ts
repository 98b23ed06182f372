import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { letterPrompts } from '../../say/characters.ts';
import { say } from './_lib/say.ts';

/** Spells a text. */
export const application = defineApplication({
  name: 'SayAlpha',
  module: 'pbx_builtins',
  synopsis: 'Spells a text',
  description: ['Does not answer the call. With SAY_DTMF_INTERRUPT=true a digit interrupts, as with BackGround().'],
  arguments: { text: rest('letters, digits and signs') },
  examples: ['same => n,SayAlpha(abc123)'],
  run: (call, { text }) => say(call, letterPrompts(text)),
});
