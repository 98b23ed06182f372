import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { encryptBlocks, readKeyAndData } from '../_lib/aes.ts';

/** Encrypts a text. */
export const dialplanFunction = defineFunction({
  name: 'AES_ENCRYPT',
  module: 'func_aes',
  synopsis: 'Encrypts a text with AES',
  description: ['AES-128, each block for itself; the result is in base64.'],
  arguments: { arguments: rest('key,string: a key of 16 characters, and the text') },
  examples: ['same => n,Set(secret=${AES_ENCRYPT(0123456789abcdef,hello)})'],
  seeAlso: ['AES_DECRYPT'],
  read(context, { arguments: text }) {
    const given = readKeyAndData(context, 'AES_ENCRYPT', text);
    return given ? encryptBlocks(given.key, Buffer.from(given.data, 'utf8')).toString('base64') : '';
  },
});
