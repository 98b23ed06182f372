import { rest } from '../../extend/argument.ts';
import { byteLength } from '../../extend/bytes.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The length of a text in bytes. */
export const dialplanFunction = defineFunction({
  name: 'LEN',
  module: 'func_strings',
  synopsis: 'The length of a text in bytes',
  arguments: { string: rest('the text') },
  examples: ['same => n,NoOp(${LEN(${CALLERID(num)})} digits)'],
  read: (_context, { string }) => String(byteLength(string)),
});
