import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text without the blanks at the beginning. */
export const dialplanFunction = defineFunction({
  name: 'LTRIM',
  module: 'func_strings',
  synopsis: 'A text without the blanks at the beginning',
  arguments: { string: rest('the text') },
  read: (_context, { string }) => string.trimStart(),
});
