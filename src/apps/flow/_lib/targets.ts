import { type Call, end, goto, type Outcome } from '../../../channel/call.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** The place that `[[context,]exten,]priority` means from where the call is; undefined, with a warning, where it means none. */
export function resolveTarget(call: Call, text: string): DialplanTarget | undefined {
  const parts = text.split(',');
  const { position, parties } = call.channel;
  const found = call.use(dialplanPort).resolve(parts.slice(0, 3), position, parties.caller.number);
  if (typeof found !== 'string') return found;
  call.warn(found);
  return undefined;
}

/** Goes there; a place that cannot be understood ends the call. */
export function goToText(call: Call, text: string): Outcome {
  const target = resolveTarget(call, text);
  if (!target) return end();
  if (call.log.wantsVerbose(3)) call.log.verbose(3, `Goto (${target.context},${target.exten},${target.priority})`);
  return goto(target);
}

/** `condition?yes:no`; a branch that is not written is undefined. Blanks are kept. */
export interface Branches {
  readonly condition: string;
  readonly yes: string | undefined;
  readonly no: string | undefined;
}

/** `condition?yes:no` taken apart at the first `?` and the first `:` after it. */
export function splitBranches(text: string): Branches {
  const question = text.indexOf('?');
  if (question < 0) return { condition: text, yes: undefined, no: undefined };
  const branches = text.slice(question + 1);
  const colon = branches.indexOf(':');
  return {
    condition: text.slice(0, question),
    yes: colon < 0 ? branches : branches.slice(0, colon),
    no: colon < 0 ? undefined : branches.slice(colon + 1),
  };
}

/** As {@link splitBranches}, but a `:` inside brackets or quotes does not part the branches. */
export function splitBracketedBranches(text: string): Branches {
  const question = text.indexOf('?');
  if (question < 0) return { condition: text, yes: undefined, no: undefined };
  const [yes, no] = splitArguments(text.slice(question + 1), { separator: ':', limit: 2, raw: true });
  return { condition: text.slice(0, question), yes: yes ?? '', no };
}
