import { defineAttachment } from '../../../channel/attachment.ts';
import { type Call, goto, type Outcome } from '../../../channel/call.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** A While that is being run. */
interface Loop extends DialplanTarget {
  /** The priority of its EndWhile, once it is known. */
  end: number | undefined;
}

const loopsKey = defineAttachment<Loop[]>('while-loops');

function loopsOf(call: Call): Loop[] {
  return call.channel.attachments.ensure(loopsKey, () => []);
}

/** At While: goes in on a true condition, behind the EndWhile on a false one. */
export function enterLoop(call: Call, holds: boolean): Outcome {
  const { position } = call.channel;
  const loops = loopsOf(call);
  const index = loops.findLastIndex(
    (loop) => loop.priority === position.priority && loop.exten === position.exten && loop.context === position.context,
  );
  if (holds) {
    if (index < 0)
      loops.push({ context: position.context, exten: position.exten, priority: position.priority, end: undefined });
    else loops.length = index + 1;
    return undefined;
  }
  const known = index < 0 ? undefined : loops[index]?.end;
  if (index >= 0) loops.length = index;
  const { context, exten, priority } = position;
  return behindLoop(call, { context, exten, priority, end: known });
}

/** At EndWhile: back to the While. */
export function repeatLoop(call: Call): Outcome {
  const loop = loopsOf(call).at(-1);
  if (!loop) return undefined;
  loop.end = call.channel.position.priority;
  return goto(loop);
}

/** At ContinueWhile: back to the While, too. */
export function continueLoop(call: Call): Outcome {
  const loop = loopsOf(call).at(-1);
  return loop ? goto(loop) : undefined;
}

/** At ExitWhile: behind the EndWhile. */
export function exitLoop(call: Call): Outcome {
  const { context, exten, priority } = call.channel.position;
  return behindLoop(call, loopsOf(call).pop() ?? { context, exten, priority, end: undefined });
}

function behindLoop(call: Call, loop: Loop): Outcome {
  const endAt = loop.end ?? findEnd(call, loop);
  if (endAt === undefined) {
    call.warn(`Couldn't find matching EndWhile? (While at ${loop.context}@${loop.exten} priority ${loop.priority})`);
    return undefined;
  }
  if (loop.end === undefined) call.log.verbose(3, `Jumping to priority ${endAt}`);
  return goto({ context: loop.context, exten: loop.exten, priority: endAt + 1 });
}

/** The priority of the EndWhile that belongs to a While, counted over nested ones. */
function findEnd(call: Call, loop: DialplanTarget): number | undefined {
  const dialplan = call.use(dialplanPort);
  const caller = call.channel.parties.caller.number;
  let depth = 1;
  for (let priority = loop.priority + 1; ; priority++) {
    const step = dialplan.stepAt({ context: loop.context, exten: loop.exten, priority }, caller);
    if (!step) return undefined;
    const name = step.application.toLowerCase();
    if (name === 'while') depth++;
    else if (name === 'endwhile' && --depth === 0) return priority;
  }
}
