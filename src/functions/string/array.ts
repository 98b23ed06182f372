import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** Sets several variables at once. */
export const dialplanFunction = defineFunction({
  name: 'ARRAY',
  module: 'func_strings',
  synopsis: 'Sets several variables at once',
  arguments: { names: rest('name[,name…]') },
  examples: ['same => n,Set(ARRAY(a,b)=1,2)'],
  write(context, { names }, value) {
    const values = splitArguments(value);
    for (const [index, name] of splitArguments(names).entries())
      if (name !== '') context.set(name, values[index] ?? '');
  },
});
