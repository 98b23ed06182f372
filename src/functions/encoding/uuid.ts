import { randomUUID } from 'node:crypto';
import { defineFunction } from '../../extend/define-function.ts';

/** A new UUID. */
export const dialplanFunction = defineFunction({
  name: 'UUID',
  module: 'func_uuid',
  synopsis: 'A new UUID',
  arguments: {},
  read: () => randomUUID(),
});
