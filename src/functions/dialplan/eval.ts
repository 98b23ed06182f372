import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** Evaluates a text once more. */
export const dialplanFunction = defineFunction({
  name: 'EVAL',
  module: 'func_strings',
  synopsis: 'Evaluates a text once more',
  description: ['For a value that itself holds `${…}`. Never use it on what comes from outside.'],
  arguments: { string: rest('the text') },
  read(context, { string }) {
    if (string !== '') return context.use(dialplanPort).substitute(context, string);
    context.warn('EVAL requires an argument: EVAL(<string>)');
    return '';
  },
});
