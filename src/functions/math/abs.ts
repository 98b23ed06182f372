import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { formatPlain, leadingNumber } from '../_lib/c-number.ts';

/** A number without its sign. */
export const dialplanFunction = defineFunction({
  name: 'ABS',
  module: 'func_math',
  synopsis: 'A number without its sign',
  arguments: { number: rest('the number') },
  read(context, { number }) {
    const value = leadingNumber(number);
    if (value !== undefined) return formatPlain(Math.abs(value));
    context.warn(`Bad or missing argument for number: ${number}`);
    return '';
  },
});
