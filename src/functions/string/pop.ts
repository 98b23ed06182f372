import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { takeItem } from '../_lib/list-variable.ts';

/** Takes the last item off a list and gives it. */
export const dialplanFunction = defineFunction({
  name: 'POP',
  module: 'func_strings',
  synopsis: 'Takes the last item off a list and gives it',
  description: ['The list is the value of the variable of that NAME.'],
  arguments: { list: rest('variable[,delimiter]') },
  seeAlso: ['PUSH', 'UNSHIFT'],
  read: (context, { list }) => takeItem(context, list, 'back'),
});
