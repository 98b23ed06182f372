import { rest } from '../../extend/argument.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { runMacro } from './_lib/macro.ts';
import { splitBranches } from './_lib/targets.ts';

/** Runs one of two macros on a condition. */
export const application = defineApplication({
  name: 'MacroIf',
  module: 'app_macro',
  synopsis: 'Runs one of two macros, by a condition',
  arguments: { branches: rest('condition?macro1[,args][:macro2[,args]]', { required: true }) },
  examples: ['same => n,MacroIf($[${VMCOUNT(100)} > 0]?lamp-on,100:lamp-off,100)'],
  run(call, { branches }) {
    const { condition, yes, no } = splitBranches(branches);
    if (yes === undefined) call.warn(`Invalid Syntax: '${branches}' has no branch`);
    const branch = isTrue(condition) ? yes : no;
    if (!branch) return undefined;
    const [name = '', ...args] = branch.split(',');
    return runMacro(call, name.trim(), args);
  },
});
