import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { decodeEscapes } from '../_lib/decode-escapes.ts';

/** The text that is encoded in a URI. */
export const dialplanFunction = defineFunction({
  name: 'URIDECODE',
  module: 'func_uri',
  synopsis: 'The text that is encoded in a URI',
  arguments: { data: rest('the encoded text') },
  seeAlso: ['URIENCODE'],
  read: (_context, { data }) => decodeEscapes(data),
});
