import { end } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { splitInvocation } from '../../extend/invocation.ts';
import { applicationKind } from '../../extend/kinds.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { registryPort } from '../../pbx/ports/registry.ts';

/** Runs an application whose name is computed. */
export const application = defineApplication({
  name: 'Exec',
  module: 'app_exec',
  synopsis: 'Runs an application by name; its failure is this one’s',
  arguments: { invocation: rest('application(args)') },
  examples: ['same => n,Exec(${app}(${args}))'],
  seeAlso: ['TryExec'],
  async run(call, { invocation }) {
    if (invocation === '') return undefined;
    const { name } = splitInvocation(invocation);
    const dialplan = call.use(dialplanPort);
    const args = await dialplan.substitute(call, splitInvocation(invocation).args);
    if (!call.use(registryPort).find(applicationKind, name)) {
      call.warn(`Could not find application (${name})`);
      return end();
    }
    return dialplan.execute(call, name, args);
  },
});
