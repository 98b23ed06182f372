import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text in base 64. */
export const dialplanFunction = defineFunction({
  name: 'BASE64_ENCODE',
  module: 'func_base64',
  synopsis: 'A text in base 64',
  arguments: { string: rest('the text', { required: true }) },
  seeAlso: ['BASE64_DECODE'],
  read: (_context, { string }) => Buffer.from(string, 'utf8').toString('base64'),
});
