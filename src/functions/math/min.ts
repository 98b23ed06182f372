import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { formatPlain } from '../_lib/c-number.ts';
import { readNumbers } from '../_lib/number-list.ts';

/** The smaller of some numbers. */
export const dialplanFunction = defineFunction({
  name: 'MIN',
  module: 'func_math',
  synopsis: 'The smaller of some numbers',
  arguments: { numbers: rest('number,number') },
  read(context, { numbers }) {
    const values = readNumbers(context, numbers);
    return values.length === 0 ? '' : formatPlain(Math.min(...values));
  },
});
