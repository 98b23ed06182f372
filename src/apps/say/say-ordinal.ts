import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { ordinalPrompts } from '../../say/number.ts';
import { say } from './_lib/say.ts';

/**
 * Says which one in a row.
 *
 * Deviation: in every language the number is put together as in English, from that language's prompts.
 */
export const application = defineApplication({
  name: 'SayOrdinal',
  module: 'pbx_builtins',
  synopsis: 'Says which one in a row: first, second, forty second',
  description: ['Does not answer the call. With SAY_DTMF_INTERRUPT=true a digit interrupts, as with BackGround().'],
  arguments: {
    number: text('a whole number'),
    gender: text('accepted for languages in which it matters'),
  },
  withoutArgument: 'end',
  examples: ['same => n,SayOrdinal(42)'],
  seeAlso: ['SayNumber'],
  run(call, { number }) {
    const value = /^\s*[+-]?\d+/.test(number) ? Number.parseInt(number, 10) : Number.NaN;
    if (Number.isSafeInteger(value)) return say(call, ordinalPrompts(value));
    call.log.warning(
      number === ''
        ? 'SayOrdinal requires an argument (number)'
        : `argument '${number}' to SayOrdinal could not be parsed as a number.`,
    );
    return undefined;
  },
});
