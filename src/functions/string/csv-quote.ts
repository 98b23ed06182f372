import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text in quotes as a CSV file has it: quotes inside are doubled. */
export const dialplanFunction = defineFunction({
  name: 'CSV_QUOTE',
  module: 'func_strings',
  synopsis: 'A text in quotes as a CSV file has it: quotes inside are doubled',
  arguments: { string: rest('the text') },
  seeAlso: ['QUOTE'],
  read: (_context, { string }) => `"${string.replaceAll('"', '""')}"`,
});
