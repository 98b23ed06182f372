import { defineAttachment } from '../../../channel/attachment.ts';
import { type Call, end, goto, type Outcome } from '../../../channel/call.ts';
import type { LocalFrame } from '../../../channel/variables.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

const DEEPEST = 7;
const depthKey = defineAttachment<{ depth: number }>('macro-depth');

/**
 * Runs `[macro-NAME]` from `s,1` with ARG1… until its priorities end, MacroExit, or a Goto out of it.
 *
 * Deviation: where the call ends inside a macro whose context has an `h`, that `h` runs, with the macro's arguments intact, as
 * Asterisk did up to 1.4.21; where it has none, the caller's runs, as later ones do.
 */
export async function runMacro(call: Call, name: string, args: readonly string[]): Promise<Outcome> {
  const dialplan = call.use(dialplanPort);
  const { channel } = call;
  const { position } = channel;
  const context = `macro-${name}`;
  const start = { context, exten: dialplan.exists({ context, exten: 's', priority: 1 }) ? 's' : '~~s~~', priority: 1 };
  if (!dialplan.exists(start)) {
    if (dialplan.hasContext(context))
      call.warn(`Context '${context}' for macro '${name}' lacks 's' extension, priority 1`);
    else
      call.warn(
        `No such context '${context}' for macro '${name}'. Was called by ${position.exten}@${position.context}`,
      );
    return undefined;
  }
  const nesting = channel.attachments.ensure(depthKey, () => ({ depth: 0 }));
  if (nesting.depth >= deepest(call)) {
    call.log.error('Macro():  possible infinite loop detected.  Returning early.');
    return undefined;
  }
  const from = { context: position.context, exten: position.exten, priority: position.priority };
  const frame: LocalFrame = new Map();
  const local = (variable: string, value: string | undefined): void =>
    channel.variables.setLocal(frame, variable, value);
  if (nesting.depth === 0) {
    local('MACRO_EXTEN', from.exten);
    local('MACRO_CONTEXT', from.context);
    local('MACRO_PRIORITY', String(from.priority));
  }
  local('MACRO_DEPTH', String(nesting.depth + 1));
  local('MACRO_OFFSET', undefined);
  for (let n = 1; n <= Math.max(args.length, 9); n++) local(`ARG${n}`, args[n - 1]);
  nesting.depth++;
  const back = (): void => {
    channel.variables.restore(frame);
    if (nesting.depth <= 1) channel.variables.set('MACRO_DEPTH', '0');
    position.moveTo(from);
  };
  const hasOwnHangup = (): boolean => dialplan.exists({ context, exten: 'h', priority: 1 });
  try {
    const ended = await dialplan.runWhile(call, start, (at) => at.context === context);
    const offset = Number(channel.variables.get('MACRO_OFFSET') ?? 0) || 0;
    switch (ended) {
      case 'left': {
        const target = { context: position.context, exten: position.exten, priority: position.priority };
        call.log.verbose(3, `Channel '${channel.name}' jumping out of macro '${name}'`);
        channel.variables.restore(frame);
        return goto(target);
      }
      case 'ended':
        call.log.verbose(
          2,
          `Spawn extension (${position.context}, ${position.exten}, ${position.priority}) exited non-zero on '${channel.name}' in macro '${name}'`,
        );
        if (!hasOwnHangup()) back();
        return end();
      default:
        back();
        return offset > 0 ? goto({ ...from, priority: from.priority + offset + 1 }) : undefined;
    }
  } catch (reason) {
    if (!hasOwnHangup() || !channel.hungUp) back();
    throw reason;
  } finally {
    nesting.depth--;
  }
}

function deepest(call: Call): number {
  const wanted = Number(call.get('MACRO_RECURSION'));
  return Number.isInteger(wanted) && wanted > 0 ? wanted : DEEPEST;
}
