import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { stepVariable } from '../_lib/step-variable.ts';

/** Adds one to the number in a variable and gives it. */
export const dialplanFunction = defineFunction({
  name: 'INC',
  module: 'func_math',
  synopsis: 'Adds one to the number in a variable and gives it',
  arguments: { variable: rest('its name') },
  read: (context, { variable }) => stepVariable(context, 'INC', variable, 1),
});
