import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { stepVariable } from '../_lib/step-variable.ts';

/** Takes one off the number in a variable and gives it. */
export const dialplanFunction = defineFunction({
  name: 'DEC',
  module: 'func_math',
  synopsis: 'Takes one off the number in a variable and gives it',
  arguments: { variable: rest('its name') },
  read: (context, { variable }) => stepVariable(context, 'DEC', variable, -1),
});
