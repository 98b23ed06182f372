import { createHash } from 'node:crypto';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The SHA-1 sum of a text, in hexadecimal digits. */
export const dialplanFunction = defineFunction({
  name: 'SHA1',
  module: 'func_sha1',
  synopsis: 'The SHA-1 sum of a text, in hexadecimal digits',
  arguments: { data: rest('the text', { required: true }) },
  read: (_context, { data }) => createHash('sha1').update(data).digest('hex'),
});
