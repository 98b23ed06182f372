import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text without the blanks at both ends. */
export const dialplanFunction = defineFunction({
  name: 'TRIM',
  module: 'func_strings',
  synopsis: 'A text without the blanks at both ends',
  arguments: { string: rest('the text') },
  read: (_context, { string }) => string.trim(),
});
