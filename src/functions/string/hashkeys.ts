import { keysOf } from '../../channel/hash.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The keys of an associative array. */
export const dialplanFunction = defineFunction({
  name: 'HASHKEYS',
  module: 'func_strings',
  synopsis: 'The keys of an associative array',
  description: ['Joined by commas, the newest first.'],
  arguments: { hash: rest('the hash') },
  seeAlso: ['HASH'],
  read: (context, { hash }) => keysOf(context, hash).join(','),
});
