import type { Call } from '../../../channel/call.ts';
import type { ExtensionChoice } from '../../../channel/prompt/wait-for-extension.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** The extensions of a context as `call` sees them. */
export function extensionsOf(call: Call, context: string): ExtensionChoice {
  const dialplan = call.use(dialplanPort);
  const caller = call.channel.parties.caller.number;
  return {
    context,
    exists: (exten) => dialplan.exists({ context, exten, priority: 1 }, caller),
    matchMore: (digits) => dialplan.match(context, digits, caller).matchMore,
  };
}
