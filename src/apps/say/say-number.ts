import { end } from '../../channel/call.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { numberPrompts } from '../../say/number.ts';
import { say } from './_lib/say.ts';

/**
 * Says a number.
 *
 * Deviation: in every language the number is put together as in English, from that language's prompts.
 */
export const application = defineApplication({
  name: 'SayNumber',
  module: 'pbx_builtins',
  synopsis: 'Says a whole number',
  description: ['Does not answer the call. With SAY_DTMF_INTERRUPT=true a digit interrupts, as with BackGround().'],
  arguments: {
    number: text('a whole number', { required: true }),
    gender: text('accepted for languages in which it matters'),
  },
  withoutArgument: 'end',
  examples: ['same => n,SayNumber(1234)'],
  run(call, { number }) {
    const value = /^\s*[+-]?\d+/.test(number) ? Number.parseInt(number, 10) : Number.NaN;
    if (Number.isSafeInteger(value)) return say(call, numberPrompts(value));
    call.log.warning(`argument '${number}' to SayNumber could not be parsed as a number.`);
    return number === '' ? end() : undefined;
  },
});
