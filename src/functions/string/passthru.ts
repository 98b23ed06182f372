import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text as it is. */
export const dialplanFunction = defineFunction({
  name: 'PASSTHRU',
  module: 'func_strings',
  synopsis: 'A text as it is',
  description: ['For functions that take the name of a variable: `${CUT(PASSTHRU(a-b),-,1)}` takes the text itself.'],
  arguments: { string: rest('the text') },
  read: (_context, { string }) => string,
});
