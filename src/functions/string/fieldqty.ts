import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { delimiterOf } from '../_lib/encoded-char.ts';

/** How many fields a variable has. */
export const dialplanFunction = defineFunction({
  name: 'FIELDQTY',
  module: 'func_strings',
  synopsis: 'How many fields a variable has',
  description: [
    'The first argument is the NAME of a variable. The delimiter may be written `\\\\n`, `\\\\x2c` and so on.',
  ],
  arguments: { arguments: rest('variable,delimiter') },
  examples: ['same => n,Set(count=${FIELDQTY(list,-)})'],
  read(context, { arguments: text }) {
    const [name = '', delimiter] = splitArguments(text, { raw: true, limit: 2 });
    const value = context.get(name) ?? '';
    if (value === '') return '0';
    const separator = delimiterOf(delimiter, '');
    return separator === '' ? '1' : String(value.split(separator).length);
  },
});
