import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { addItem } from '../_lib/list-variable.ts';

/** Adds an item at the beginning of a list. */
export const dialplanFunction = defineFunction({
  name: 'UNSHIFT',
  module: 'func_strings',
  synopsis: 'Adds an item at the beginning of a list',
  arguments: { list: rest('variable[,delimiter]') },
  examples: ['same => n,Set(UNSHIFT(list)=${EXTEN})'],
  seeAlso: ['POP', 'SHIFT'],
  write: (context, { list }, value) => addItem(context, 'UNSHIFT', list, value, 'front'),
});
