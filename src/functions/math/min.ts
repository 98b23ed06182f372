import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { chooseNumber } from '../_lib/number-list.ts';

/** The smaller of some numbers. */
export const dialplanFunction = defineFunction({
  name: 'MIN',
  module: 'func_math',
  synopsis: 'The smaller of some numbers',
  arguments: { numbers: rest('number,number') },
  read: (context, { numbers }) => chooseNumber(context, numbers, Math.min),
});
