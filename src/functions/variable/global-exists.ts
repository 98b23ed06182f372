import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { globalsPort } from '../../pbx/ports/globals.ts';

/** Whether there is a global variable. */
export const dialplanFunction = defineFunction({
  name: 'GLOBAL_EXISTS',
  module: 'func_global',
  synopsis: 'Whether there is a global variable',
  arguments: { name: rest('its name') },
  read: (context, { name }) => (context.use(globalsPort).get(name) === undefined ? '0' : '1'),
});
