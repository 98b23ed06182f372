import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { splitInvocation } from '../../extend/invocation.ts';
import { applicationKind } from '../../extend/kinds.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { registryPort } from '../../pbx/ports/registry.ts';

/** Runs an application whose failure does not end the call. */
export const application = defineApplication({
  name: 'TryExec',
  module: 'app_exec',
  synopsis: 'Runs an application by name; its failure does not end the call',
  arguments: { invocation: rest('application(args)') },
  results: { TRYSTATUS: 'SUCCESS, FAILED, or NOAPP where there is no such application' },
  seeAlso: ['Exec'],
  async run(call, { invocation }) {
    if (invocation === '') return undefined;
    const { name, args: source } = splitInvocation(invocation);
    const dialplan = call.use(dialplanPort);
    const args = await dialplan.substitute(call, source);
    if (!call.use(registryPort).find(applicationKind, name)) {
      call.warn(`Could not find application (${name})`);
      call.set('TRYSTATUS', 'NOAPP');
      return undefined;
    }
    const outcome = await dialplan.execute(call, name, args);
    // Hangup is no failure: it does end the call.
    if (call.channel.hungUp || name.toLowerCase() === 'hangup') return outcome;
    const failed = outcome?.kind === 'end';
    call.set('TRYSTATUS', failed ? 'FAILED' : 'SUCCESS');
    return failed ? undefined : outcome;
  },
});
