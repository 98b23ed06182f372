import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** Sets a variable and gives its value. */
export const dialplanFunction = defineFunction({
  name: 'SET',
  module: 'func_logic',
  synopsis: 'Sets a variable and gives its value',
  arguments: { assignment: rest('variable=value') },
  read(context, { assignment }) {
    const equals = assignment.indexOf('=');
    const name = (equals < 0 ? assignment : assignment.slice(0, equals)).trim();
    if (equals < 0 || name === '') {
      context.warn('Syntax SET(<varname>=[<value>])');
      return '';
    }
    const value = assignment.slice(equals + 1).trim();
    const writing = context.use(dialplanPort).assign(context, name, value);
    return writing instanceof Promise ? writing.then(() => value) : value;
  },
});
