import { rest } from '../../extend/argument.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { goToText, splitBranches } from './_lib/targets.ts';

/** Goes elsewhere on a condition. */
export const application = defineApplication({
  name: 'GotoIf',
  module: 'pbx_builtins',
  synopsis: 'Goes to one of two places, by a condition',
  description: ['Empty and 0 are false, all else is true. A branch that is left out goes on with the next priority.'],
  arguments: { branches: rest('condition?[true][:false]', { required: true }) },
  examples: ['same => n,GotoIf($["${DIALSTATUS}" = "BUSY"]?busy:unavail)'],
  run(call, { branches }) {
    const { condition, yes, no } = splitBranches(branches);
    const branch = isTrue(condition) ? yes : no;
    return branch ? goToText(call, branch) : undefined;
  },
});
