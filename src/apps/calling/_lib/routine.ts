import type { Call } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { runRoutine, targetOf, whatRunsOn } from '../../../extend/predial.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** What a macro or subroutine on the called channel decided. */
export type RoutineVerdict =
  | { readonly kind: 'join' }
  /** The called party is let go, and the caller goes on; with another DIALSTATUS, where one is given. */
  | { readonly kind: 'reject'; readonly status?: string }
  /** Both are hung up. */
  | { readonly kind: 'abort' }
  | { readonly kind: 'goto'; readonly target: DialplanTarget };

/** Runs M(name[^arg…]) on the called channel and reads MACRO_RESULT. One in which the called party hangs up ends the call. */
export async function runCalleeMacro(call: Call, callee: Channel, text: string): Promise<RoutineVerdict> {
  const dialplan = call.use(dialplanPort);
  const calleeCall = dialplan.callOf(callee);
  const back = whatRunsOn(callee);
  const ended = await asLongAsCallerStays(call, callee, () =>
    dialplan.runGuarded(calleeCall, () => dialplan.execute(calleeCall, 'Macro', text.split('^').join(','))),
  );
  back();
  if (ended === 'ended' || callee.hungUp) return { kind: 'abort' };
  return verdictOf(call, callee.variables.get('MACRO_RESULT'));
}

/** Runs U(context[^arg…]) on the called channel, reads GOSUB_RESULT and hands GOSUB_RETVAL on to the caller. */
export async function runCalleeGosub(call: Call, callee: Channel, text: string): Promise<RoutineVerdict> {
  const [context = '', ...args] = text.split('^');
  await asLongAsCallerStays(call, callee, () => runRoutine(call, callee, { context, exten: 's', priority: 1 }, args));
  const value = callee.variables.get('GOSUB_RETVAL');
  if (value !== undefined) call.set('GOSUB_RETVAL', value);
  return verdictOf(call, callee.variables.get('GOSUB_RESULT'));
}

/** A caller who goes away ends what runs on the called channel. */
async function asLongAsCallerStays<T>(call: Call, callee: Channel, work: () => Promise<T>): Promise<T> {
  const onAbort = (): void => callee.requestHangup();
  call.signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work();
  } finally {
    call.signal.removeEventListener('abort', onAbort);
  }
}

function verdictOf(call: Call, result = ''): RoutineVerdict {
  const word = result.toUpperCase();
  if (word === 'BUSY' || word === 'CONGESTION' || word === 'CHANUNAVAIL') return { kind: 'reject', status: word };
  if (word === 'CONTINUE') return { kind: 'reject' };
  if (word === 'ABORT') return { kind: 'abort' };
  if (!word.startsWith('GOTO:')) return { kind: 'join' };
  const target = targetOf(call, result.slice('GOTO:'.length));
  return target ? { kind: 'goto', target } : { kind: 'abort' };
}
