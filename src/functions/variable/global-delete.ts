import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { globalsPort } from '../../pbx/ports/globals.ts';

/** Removes a global variable. */
export const dialplanFunction = defineFunction({
  name: 'GLOBAL_DELETE',
  module: 'func_global',
  synopsis: 'Removes a global variable',
  arguments: { name: rest('its name') },
  write: (context, { name }) => context.use(globalsPort).set(name, undefined),
});
