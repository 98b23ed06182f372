import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** Whether a text is not empty. */
export const dialplanFunction = defineFunction({
  name: 'EXISTS',
  module: 'func_logic',
  synopsis: 'Whether a text is not empty',
  arguments: { data: rest('the text') },
  seeAlso: ['ISNULL'],
  read: (_context, { data }) => (data === '' ? '0' : '1'),
});
