import type { Channel } from '../../channel/channel.ts';
import type { ManagerContext } from '../../extend/define-manager-action.ts';
import { functionKind } from '../../extend/kinds.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { systemPort } from '../../pbx/ports/system.ts';

/** A variable or `FUNCTION(args)` of a channel, or a global one; empty where there is none, or where a function may not be read. */
export function readChannelValue(
  context: ManagerContext,
  channel: Channel | undefined,
  name: string,
): string | Promise<string> {
  const dialplan = context.use(dialplanPort);
  const from = channel ? dialplan.callOf(channel) : dialplan.outside;
  if (!name.endsWith(')')) return from.get(name) ?? '';
  return guarded(context, () => dialplan.readFunction(from, name));
}

/** Runs what reads or writes functions for a client: those that run programs or touch files are refused without `live_dangerously`. */
export function guarded<T>(context: ManagerContext, work: () => T): T {
  return context.use(systemPort).liveDangerously ? work() : context.use(dialplanPort).guarded(work);
}

/** True if a client may send this text for a value: what runs programs takes the right `system`. @see observed: Asterisk 16 */
export function textAllowed(context: ManagerContext, text: string): boolean {
  return context.session.mayWrite(['system']) || !/SHELL|EVAL/.test(text);
}

/** True if `FUNCTION(args)` names a function that can be written, or is no function at all. */
export function functionWritable(context: ManagerContext, name: string): boolean {
  const functionName = /^([^(]+)\(/.exec(name)?.[1];
  return functionName === undefined || context.use(registryPort).find(functionKind, functionName)?.write !== undefined;
}
