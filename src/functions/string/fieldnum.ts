import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { delimiterOf } from '../_lib/encoded-char.ts';

/** Which field of a variable holds a value. */
export const dialplanFunction = defineFunction({
  name: 'FIELDNUM',
  module: 'func_strings',
  synopsis: 'Which field of a variable holds a value',
  description: ['Counts from 1; 0 where there is none.'],
  arguments: { arguments: rest('variable,delimiter,value') },
  read(context, { arguments: text }) {
    const [name = '', delimiter, value] = splitArguments(text, { limit: 3 });
    if (delimiter === undefined || value === undefined) {
      context.log.error('Usage: FIELDNUM(<listname>,<delimiter>,<fieldvalue>)');
      return '';
    }
    const separator = delimiterOf(delimiter, '');
    const list = context.get(name) ?? '';
    if (separator === '' || list === '') return '0';
    const fields = list.split(separator);
    return String(fields.indexOf(value) + 1);
  },
});
