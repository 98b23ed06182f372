import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { leadingInteger } from '../leading-integer.ts';
import { ANY_DIGIT, asciiOf, waitForOne } from '../play.ts';

/** wait for digit: waits for a digit. */
export const agiCommand = defineAgiCommand({
  command: 'wait for digit',
  module: 'res_agi',
  synopsis: 'Waits for a digit',
  syntax: '<timeout>',
  usage: [
    'Waits so many milliseconds, or without limit for -1.',
    'The result is the ASCII code of the digit, 0 where none came, or -1 for a hangup.',
  ],
  dead: false,
  async run({ call }, [timeout, more]) {
    const withinMs = timeout === undefined ? undefined : leadingInteger(timeout);
    if (withinMs === undefined || more !== undefined) return 'usage';
    return { result: asciiOf(await waitForOne(call, ANY_DIGIT, withinMs < 0 ? undefined : withinMs)) };
  },
});
