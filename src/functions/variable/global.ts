import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { globalsPort } from '../../pbx/ports/globals.ts';

/** A global variable. */
export const dialplanFunction = defineFunction({
  name: 'GLOBAL',
  module: 'func_global',
  synopsis: 'A global variable',
  arguments: { name: rest('its name') },
  examples: ['same => n,Set(GLOBAL(night)=yes)'],
  read: (context, { name }) => context.use(globalsPort).get(name) ?? '',
  write(context, { name }, value) {
    context.log.verbose(2, `Setting global variable '${name}' to '${value}'`);
    const plain = name.replace(/^_{1,2}/, '');
    if (plain !== '') context.use(globalsPort).set(plain, value);
  },
});
