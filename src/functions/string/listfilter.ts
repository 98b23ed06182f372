import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { delimiterOf } from '../_lib/encoded-char.ts';

/** The fields of a variable without those of one value. */
export const dialplanFunction = defineFunction({
  name: 'LISTFILTER',
  module: 'func_strings',
  synopsis: 'The fields of a variable without those of one value',
  arguments: { arguments: rest('variable,delimiter,value') },
  read(context, { arguments: text }) {
    const [name = '', delimiter, value] = splitArguments(text, { limit: 3 });
    if (delimiter === undefined || value === undefined) {
      context.log.error('Usage: LISTFILTER(<listname>,<delimiter>,<fieldvalue>)');
      return '';
    }
    const separator = delimiterOf(delimiter, ',');
    const fields = (context.get(name) ?? '').split(separator);
    // What stands behind the last delimiter is a field only if it is not empty.
    return fields
      .filter((field, index) => field !== value || (field === '' && index === fields.length - 1))
      .join(separator);
  },
});
