import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { digitPrompts } from '../../say/characters.ts';
import { say } from './_lib/say.ts';

/** Says the digits of a number one by one. */
export const application = defineApplication({
  name: 'SayDigits',
  module: 'pbx_builtins',
  synopsis: 'Says the digits of a number one by one',
  description: ['Does not answer the call. With SAY_DTMF_INTERRUPT=true a digit interrupts, as with BackGround().'],
  arguments: { text: rest('the digits; * # and - are said too') },
  examples: ['same => n,SayDigits(${CALLERID(num)})'],
  run: (call, { text }) => say(call, digitPrompts(text)),
});
