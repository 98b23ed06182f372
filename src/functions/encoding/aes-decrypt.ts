import { rest } from '../../extend/argument.ts';
import { fromByteText } from '../../extend/bytes.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { decryptBlocks, readKeyAndData } from '../_lib/aes.ts';

/** Decrypts a text. */
export const dialplanFunction = defineFunction({
  name: 'AES_DECRYPT',
  module: 'func_aes',
  synopsis: 'Decrypts what AES_ENCRYPT gave',
  arguments: { arguments: rest('key,string: a key of 16 characters, and the text in base64') },
  seeAlso: ['AES_ENCRYPT'],
  read(context, { arguments: text }) {
    const given = readKeyAndData(context, 'AES_DECRYPT', text);
    if (!given) return '';
    return fromByteText(decryptBlocks(given.key, Buffer.from(given.data, 'base64')).toString('latin1'));
  },
});
