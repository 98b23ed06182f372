import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** Whether a text is empty. */
export const dialplanFunction = defineFunction({
  name: 'ISNULL',
  module: 'func_logic',
  synopsis: 'Whether a text is empty',
  arguments: { data: rest('the text') },
  seeAlso: ['EXISTS'],
  read: (_context, { data }) => (data === '' ? '1' : '0'),
});
