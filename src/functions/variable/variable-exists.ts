import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** Whether there is a variable. */
export const dialplanFunction = defineFunction({
  name: 'VARIABLE_EXISTS',
  module: 'func_logic',
  synopsis: 'Whether there is a variable',
  arguments: { name: rest('its name') },
  read: (context, { name }) => (context.get(name) === undefined ? '0' : '1'),
});
