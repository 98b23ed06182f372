import { end } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { splitInvocation } from '../../extend/invocation.ts';
import { applicationKind } from '../../extend/kinds.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { splitBracketedBranches } from './_lib/targets.ts';

/** Runs an application on a condition. */
export const application = defineApplication({
  name: 'ExecIf',
  module: 'app_exec',
  synopsis: 'Runs one of two applications, by a condition',
  arguments: { branches: rest('condition?application(args)[:application(args)]', { required: true }) },
  examples: ['same => n,ExecIf($[${CDR(billsec)} > 0]?Set(talked=yes))'],
  run(call, { branches }) {
    const { condition, yes, no } = splitBracketedBranches(branches);
    if (yes === undefined || branches.endsWith('?')) {
      call.warn('ExecIf requires an argument: condition?application(args)[:application(args)]');
      return end();
    }
    const branch = isTrue(condition) ? yes : no || undefined;
    if (branch === undefined) return undefined;
    const { name, args } = splitInvocation(branch);
    if (!call.use(registryPort).find(applicationKind, name)) {
      call.warn(`Could not find application! (${name})`);
      return end();
    }
    return call.use(dialplanPort).execute(call, name, args);
  },
});
