import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text in quotes, with a backslash before quotes and backslashes. */
export const dialplanFunction = defineFunction({
  name: 'QUOTE',
  module: 'func_strings',
  synopsis: 'A text in quotes, its quotes and backslashes escaped by backslashes',
  arguments: { string: rest('the text') },
  seeAlso: ['CSV_QUOTE'],
  read(context, { string }) {
    if (string === '') context.warn('QUOTE requires an argument: a text');
    return `"${string.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
  },
});
