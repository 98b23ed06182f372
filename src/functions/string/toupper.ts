import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text in capital letters. */
export const dialplanFunction = defineFunction({
  name: 'TOUPPER',
  module: 'func_strings',
  synopsis: 'A text in capital letters',
  description: ['Only the letters a to z are changed.'],
  arguments: { string: rest('the text') },
  seeAlso: ['TOLOWER'],
  read: (_context, { string }) => string.replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
});
