import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text without the blanks at the end. */
export const dialplanFunction = defineFunction({
  name: 'RTRIM',
  module: 'func_strings',
  synopsis: 'A text without the blanks at the end',
  arguments: { string: rest('the text') },
  read: (_context, { string }) => string.trimEnd(),
});
