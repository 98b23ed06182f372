import type { Call } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { splitInvocation } from '../../flow/_lib/targets.ts';

/** What a macro or subroutine on the called channel decided. */
export type RoutineVerdict =
  | { readonly kind: 'join' }
  /** The called party is let go, and the caller goes on with this DIALSTATUS. */
  | { readonly kind: 'reject'; readonly status: string }
  /** Both are hung up. */
  | { readonly kind: 'abort' }
  | { readonly kind: 'goto'; readonly target: DialplanTarget };

/** `[[context^]exten^]priority[(args)]` of the options b, B, F and G; undefined, with a warning, where it names no place. */
export function targetOf(call: Call, text: string): { target: DialplanTarget; args: string[] } | undefined {
  const { name, args } = splitInvocation(text);
  const found = call
    .use(dialplanPort)
    .resolve(name.split('^'), call.channel.position, call.channel.parties.caller.number);
  if (typeof found === 'string') {
    call.warn(`Dial: ${found}`);
    return undefined;
  }
  return { target: found, args: args === '' ? [] : args.split('^') };
}

/** Runs M(name[^arg…]) on the called channel and reads MACRO_RESULT. */
export async function runCalleeMacro(call: Call, callee: Channel, text: string): Promise<RoutineVerdict> {
  const [name = '', ...args] = text.split('^');
  const dialplan = call.use(dialplanPort);
  const calleeCall = dialplan.callOf(callee);
  callee.position.moveTo(call.channel.position);
  callee.variables.set('MACRO_RESULT', '');
  const outcome = await dialplan.runGuarded(calleeCall, () =>
    dialplan.execute(calleeCall, 'Macro', [name, ...args].join(',')),
  );
  return verdictOf(call, callee, outcome === 'ended', callee.variables.get('MACRO_RESULT') ?? '');
}

/** Runs U(context[^arg…]) on the called channel and reads GOSUB_RESULT. */
export async function runCalleeGosub(call: Call, callee: Channel, text: string): Promise<RoutineVerdict> {
  const [context = '', ...args] = text.split('^');
  const dialplan = call.use(dialplanPort);
  const target = { context, exten: 's', priority: 1 };
  if (!dialplan.exists(target)) {
    call.log.error(`Dial: no such subroutine: (Context:${context}, Extension:s, Priority:1)`);
    return { kind: 'reject', status: 'CHANUNAVAIL' };
  }
  callee.variables.set('GOSUB_RESULT', '');
  const ended = await dialplan.runSubroutine(callee, target, args);
  const value = callee.variables.get('GOSUB_RETVAL');
  if (value !== undefined) call.set('GOSUB_RETVAL', value);
  return verdictOf(call, callee, ended === 'ended', callee.variables.get('GOSUB_RESULT') ?? '');
}

function verdictOf(call: Call, callee: Channel, ended: boolean, result: string): RoutineVerdict {
  if (result === 'ABORT') return { kind: 'abort' };
  if (result === 'BUSY' || result === 'CONGESTION' || result === 'CHANUNAVAIL')
    return { kind: 'reject', status: result };
  if (result === 'CONTINUE') return { kind: 'reject', status: 'ANSWER' };
  if (result.startsWith('GOTO:')) {
    const place = targetOf(call, result.slice('GOTO:'.length));
    if (place) return { kind: 'goto', target: place.target };
  }
  if (ended || callee.hungUp) return { kind: 'reject', status: 'ANSWER' };
  return { kind: 'join' };
}
