import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text as it may stand in a URI. */
export const dialplanFunction = defineFunction({
  name: 'URIENCODE',
  module: 'func_uri',
  synopsis: 'A text as it may stand in a URI',
  arguments: { data: rest('the text') },
  seeAlso: ['URIDECODE'],
  read(_context, { data }) {
    // A lone half of a pair cannot be encoded.
    const text = data.toWellFormed();
    return encodeURIComponent(text);
  },
});
