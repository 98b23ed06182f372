import { rest } from '../../extend/argument.ts';
import { fromByteText, toByteText } from '../../extend/bytes.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The text that is encoded in a URI. */
export const dialplanFunction = defineFunction({
  name: 'URIDECODE',
  module: 'func_uri',
  synopsis: 'The text that is encoded in a URI',
  arguments: { data: rest('the encoded text') },
  seeAlso: ['URIENCODE'],
  read: (_context, { data }) =>
    fromByteText(
      toByteText(data).replace(/%([0-9a-fA-F]{2})/g, (_all, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
    ),
});
