import { type Call, end, goto, type Outcome } from '../../../channel/call.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** The place that `[[context,]exten,]priority` means from where the call is; undefined, with a warning, where it means none. */
export function resolveTarget(call: Call, text: string): DialplanTarget | undefined {
  const parts = text.split(',');
  const { position, parties } = call.channel;
  const found = call.use(dialplanPort).resolve(parts.slice(-3), position, parties.caller.number);
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

/** `cond?yes:no` taken apart at the first `?` and the first `:` after it. */
export function splitBranches(text: string): { condition: string; yes: string; no: string; hasBranch: boolean } {
  const question = text.indexOf('?');
  if (question < 0) return { condition: text, yes: '', no: '', hasBranch: false };
  const branches = text.slice(question + 1);
  const colon = branches.indexOf(':');
  return {
    condition: text.slice(0, question),
    yes: (colon < 0 ? branches : branches.slice(0, colon)).trim(),
    no: colon < 0 ? '' : branches.slice(colon + 1).trim(),
    hasBranch: true,
  };
}

/** As {@link splitBranches}, but a `:` inside brackets or quotes does not part the branches. */
export function splitBracketedBranches(text: string): {
  condition: string;
  yes: string;
  no: string;
  hasBranch: boolean;
} {
  const question = text.indexOf('?');
  if (question < 0) return { condition: text, yes: '', no: '', hasBranch: false };
  const branches = text.slice(question + 1);
  const colon = outsideBrackets(branches, ':');
  return {
    condition: text.slice(0, question),
    yes: (colon < 0 ? branches : branches.slice(0, colon)).trim(),
    no: colon < 0 ? '' : branches.slice(colon + 1).trim(),
    hasBranch: true,
  };
}

/** `name(args)` taken apart; `closed` is false where the closing bracket lacks. */
export function splitInvocation(text: string): { name: string; args: string; closed: boolean } {
  const open = text.indexOf('(');
  if (open < 0) return { name: text.trim(), args: '', closed: true };
  const close = text.lastIndexOf(')');
  if (close < open) return { name: text.slice(0, open).trim(), args: text.slice(open + 1), closed: false };
  return { name: text.slice(0, open).trim(), args: text.slice(open + 1, close), closed: true };
}

function outsideBrackets(text: string, wanted: string): number {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === '(' || sign === '[')) depth++;
    else if (!quoted && (sign === ')' || sign === ']')) depth--;
    else if (sign === wanted && !quoted && depth <= 0) return at;
  }
  return -1;
}
