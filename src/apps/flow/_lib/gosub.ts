import { type Call, end, goto, type Outcome } from '../../../channel/call.ts';
import { enterSubroutine } from '../../../channel/subroutine.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { splitInvocation } from '../../../extend/invocation.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { resolveTarget } from './targets.ts';

/** Enters the subroutine that `[[context,]exten,]priority[(args)]` names; one that does not exist ends the call. */
export function gosub(call: Call, text: string): Outcome {
  const { name, args, closed } = splitInvocation(text);
  if (!closed) call.warn(`Ouch.  No closing paren: '${text}'?`);
  const target = resolveTarget(call, name);
  if (!target) {
    call.log.error(`Gosub address is invalid: '${name}'`);
    return end();
  }
  const { channel } = call;
  if (!call.use(dialplanPort).exists(target, channel.parties.caller.number)) {
    call.log.error(
      `Gosub attempted to reach non-existent destination '${target.context},${target.exten},${target.priority}' from '${channel.position.context},${channel.position.exten},${channel.position.priority}'`,
    );
    return end();
  }
  const { context, exten, priority } = channel.position;
  enterSubroutine(
    channel,
    { context, exten, priority: priority + 1 },
    args === '' ? [] : splitArguments(args, { raw: true }),
  );
  return goto(target);
}
