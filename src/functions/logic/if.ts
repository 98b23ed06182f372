import { rest } from '../../extend/argument.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { splitBranches } from '../_lib/branches.ts';

/** One of two texts, by a condition. */
export const dialplanFunction = defineFunction({
  name: 'IF',
  module: 'func_logic',
  synopsis: 'One of two texts, by a condition',
  description: ['Empty and 0 are false, all else is true.'],
  arguments: { branches: rest('condition?[true][:false]') },
  examples: ['same => n,Set(who=${IF($[${EXTEN} = 100]?Ann:Bob)})'],
  seeAlso: ['IFTIME'],
  read(context, { branches }) {
    const { condition, complete, yes, no } = splitBranches(branches);
    if (!complete) {
      context.warn(
        'Syntax IF(<expr>?[<true>][:<false>])  (expr must be non-null, and either <true> or <false> must be non-null)',
      );
      context.warn(
        `      In this case, <expr>='${branches === '' ? '(null)' : condition}', <true>='${yes ?? '(null)'}', and <false>='${no ?? '(null)'}'`,
      );
      return '';
    }
    return (isTrue(condition) ? yes : no) ?? '';
  },
});
