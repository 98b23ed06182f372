import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { formatPlain, leadingNumber } from '../_lib/c-number.ts';

/** The larger of some numbers. */
export const dialplanFunction = defineFunction({
  name: 'MAX',
  module: 'func_math',
  synopsis: 'The larger of some numbers',
  arguments: { numbers: rest('numbers, parted by commas') },
  read(context, { numbers }) {
    const values: number[] = [];
    for (const text of splitArguments(numbers)) {
      const value = leadingNumber(text);
      if (value === undefined) {
        context.warn(`'${text}' is not a valid number`);
        return '';
      }
      values.push(value);
    }
    return values.length === 0 ? '' : formatPlain(Math.max(...values));
  },
});
