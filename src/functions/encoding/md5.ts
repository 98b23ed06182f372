import { createHash } from 'node:crypto';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The MD5 sum of a text, in hexadecimal digits. */
export const dialplanFunction = defineFunction({
  name: 'MD5',
  module: 'func_md5',
  synopsis: 'The MD5 sum of a text, in hexadecimal digits',
  arguments: { data: rest('the text', { required: true }) },
  read: (_context, { data }) => createHash('md5').update(data).digest('hex'),
});
