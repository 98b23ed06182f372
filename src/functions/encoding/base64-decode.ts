import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The text that is written in base 64. */
export const dialplanFunction = defineFunction({
  name: 'BASE64_DECODE',
  module: 'func_base64',
  synopsis: 'The text that is written in base 64',
  arguments: { string: rest('the text in base 64', { required: true }) },
  seeAlso: ['BASE64_ENCODE'],
  read: (_context, { string }) =>
    // What is no digit counts as the last one.
    Buffer.from(string.replace(/=.*/s, '').replaceAll(/[^A-Za-z0-9+/]/g, '/'), 'base64')
      .toString('utf8')
      .replaceAll('\0', ''),
});
