import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text with another between each two characters. */
export const dialplanFunction = defineFunction({
  name: 'STRBETWEEN',
  module: 'func_strings',
  synopsis: 'The value of a variable with a text between each two of its characters',
  arguments: { arguments: rest('varname,insert-string') },
  examples: ['same => n,SendDTMF(${STRBETWEEN(digits,w)})'],
  read(context, { arguments: text }) {
    const [name = '', insert, ...more] = splitArguments(text);
    if (name === '' || insert === undefined || more.length > 0) {
      context.log.error('Usage: STRBETWEEN(<varname>,<insert-string>)');
      return '';
    }
    return [...(context.get(name) ?? '')].join(insert);
  },
});
