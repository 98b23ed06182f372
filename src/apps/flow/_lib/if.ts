import { defineAttachment } from '../../../channel/attachment.ts';
import { type Call, goto, type Outcome } from '../../../channel/call.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** An If that is being run: its place, and whether one of its branches has been. */
interface Block extends DialplanTarget {
  taken: boolean;
}

const blocksKey = defineAttachment<Block[]>('if-blocks');

/** The applications that part an If from what follows it. */
type Mark = 'elseif' | 'else' | 'endif';

/** At If: goes in on a true condition, to the next branch on a false one. */
export function enterIf(call: Call, holds: boolean): Outcome {
  const { context, exten, priority } = call.channel.position;
  const blocks = call.channel.attachments.ensure(blocksKey, () => []);
  const known = blocks.findLastIndex(
    (block) => block.priority === priority && block.exten === exten && block.context === context,
  );
  if (known >= 0) blocks.length = known;
  const block = { context, exten, priority, taken: holds };
  blocks.push(block);
  return holds ? undefined : nextBranch(call, block, priority);
}

/** At ElseIf and Else: after a branch that was taken the block is over; else this one counts if its condition holds. */
export function enterElse(call: Call, name: string, holds: boolean): Outcome {
  const block = call.channel.attachments.get(blocksKey)?.at(-1);
  if (!block) {
    call.warn(`${name} called outside of an If block`);
    return undefined;
  }
  if (block.taken) return leaveIf(call, name);
  block.taken = holds;
  return holds ? undefined : nextBranch(call, block, call.channel.position.priority);
}

/** At EndIf. */
export function endIf(call: Call): Outcome {
  call.channel.attachments.get(blocksKey)?.pop();
  return undefined;
}

/** At ExitIf, and at the end of a branch: goes behind the EndIf. */
export function leaveIf(call: Call, name: string): Outcome {
  const { context, exten, priority } = call.channel.position;
  call.channel.attachments.get(blocksKey)?.pop();
  const mark = findMark(call, { context, exten, priority }, ['endif']);
  if (mark) return goto({ context, exten, priority: mark.priority + 1 });
  call.warn(`${name}: there is no EndIf after ${context},${exten},${priority}`);
  return undefined;
}

function nextBranch(call: Call, block: Block, from: number): Outcome {
  const { context, exten } = block;
  const mark = findMark(call, { context, exten, priority: from }, ['elseif', 'else', 'endif']);
  if (!mark) {
    call.warn(`there is no EndIf for the If at ${context},${exten},${block.priority}`);
    return undefined;
  }
  if (mark.name === 'endif') call.channel.attachments.get(blocksKey)?.pop();
  const behind = mark.name === 'elseif' ? 0 : 1;
  if (mark.name === 'else') block.taken = true;
  return goto({ context, exten, priority: mark.priority + behind });
}

/** The first of these marks behind a place, counted over nested blocks. */
function findMark(
  call: Call,
  from: DialplanTarget,
  wanted: readonly Mark[],
): { name: Mark; priority: number } | undefined {
  const dialplan = call.use(dialplanPort);
  const caller = call.channel.parties.caller.number;
  let depth = 0;
  for (let priority = from.priority + 1; ; priority++) {
    const step = dialplan.stepAt({ context: from.context, exten: from.exten, priority }, caller);
    if (!step) return undefined;
    const name = step.application.toLowerCase();
    const mark = wanted.find((one) => one === name);
    if (name === 'if') depth++;
    else if (depth === 0 && mark) return { name: mark, priority };
    else if (name === 'endif') depth--;
  }
}
