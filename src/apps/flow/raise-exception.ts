import { goto } from '../../channel/call.ts';
import { raise } from '../../channel/exception.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Goes to the exception handler. */
export const application = defineApplication({
  name: 'RaiseException',
  module: 'pbx_builtins',
  synopsis: 'Goes to the extension e with a reason that EXCEPTION(reason) tells',
  arguments: { reason: rest('the reason') },
  run(call, { reason }) {
    const { context, exten, priority } = call.channel.position;
    raise(call.channel, { reason, context, exten, priority });
    return goto({ context, exten: 'e', priority: 1 });
  },
});
