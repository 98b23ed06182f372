import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text in small letters. */
export const dialplanFunction = defineFunction({
  name: 'TOLOWER',
  module: 'func_strings',
  synopsis: 'A text in small letters',
  description: ['Only the letters A to Z are changed.'],
  arguments: { string: rest('the text') },
  seeAlso: ['TOUPPER'],
  read: (_context, { string }) => string.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
});
