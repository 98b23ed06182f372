import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { moneyPrompts } from '../../say/number.ts';
import { say } from './_lib/say.ts';

/** Says a sum of money. */
export const application = defineApplication({
  name: 'SayMoney',
  module: 'pbx_builtins',
  synopsis: 'Says a sum of dollars and cents',
  description: [
    'Does not answer the call. What is no number is nothing. With SAY_DTMF_INTERRUPT=true a digit interrupts, as with BackGround().',
  ],
  arguments: { dollars: rest('the sum, for example 12.34') },
  examples: ['same => n,SayMoney(12.34)'],
  run: (call, { dollars }) => say(call, moneyPrompts(dollars)),
});
