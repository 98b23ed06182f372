import { rest } from '../../extend/argument.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { gosub } from './_lib/gosub.ts';
import { splitBracketedBranches } from './_lib/targets.ts';

/** Calls one of two subroutines on a condition. */
export const application = defineApplication({
  name: 'GosubIf',
  module: 'app_stack',
  synopsis: 'Goes to one of two subroutines, by a condition',
  arguments: { branches: rest('condition?[true[(args)]][:false[(args)]]', { required: true }) },
  results: { GOSUB_RETVAL: 'what the subroutine gave to Return' },
  examples: ['same => n,GosubIf($[${tries} > 3]?giveup,s,1:again,s,1(${tries}))'],
  run(call, { branches }) {
    const { condition, yes, no } = splitBracketedBranches(branches);
    if (yes === undefined) {
      call.warn('GosubIf requires an argument: condition?[true[(args)]][:false[(args)]]');
      return undefined;
    }
    const branch = isTrue(condition) ? yes : no;
    return branch ? gosub(call, branch) : undefined;
  },
});
