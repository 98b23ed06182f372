import { clearHash } from '../../channel/hash.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Empties an associative array. */
export const application = defineApplication({
  name: 'ClearHash',
  module: 'func_strings',
  synopsis: 'Removes all entries of a HASH',
  arguments: { hash: rest('its name') },
  examples: ['same => n,ClearHash(box)'],
  seeAlso: ['HASH', 'HASHKEYS'],
  run(call, { hash }) {
    clearHash(call, hash);
    return undefined;
  },
});
