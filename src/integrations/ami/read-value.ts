import type { Channel } from '../../channel/channel.ts';
import type { ManagerContext } from '../../extend/define-manager-action.ts';
import { functionKind } from '../../extend/kinds.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { systemPort } from '../../pbx/ports/system.ts';

/** A variable or `FUNCTION(args)` of a channel, or a global one; empty where there is none. */
export function readChannelValue(
  context: ManagerContext,
  channel: Channel | undefined,
  name: string,
): string | Promise<string> {
  const dialplan = context.use(dialplanPort);
  const from = channel ? dialplan.callOf(channel) : dialplan.outside;
  return name.endsWith(')') ? dialplan.readFunction(from, name) : (from.get(name) ?? '');
}

/**
 * True if a client may use `FUNCTION(args)` so: functions that run programs or touch files are refused to programs from outside
 * without `live_dangerously`.
 */
export function functionAllowed(context: ManagerContext, name: string, use: 'read' | 'write'): boolean {
  const functionName = /^([^(]+)\(/.exec(name)?.[1];
  if (functionName === undefined || context.use(systemPort).liveDangerously) return true;
  const dangerous = context.use(registryPort).find(functionKind, functionName)?.dangerous ?? 'none';
  return dangerous !== use && dangerous !== 'both';
}

/** True if `FUNCTION(args)` names a function that can be written, or is no function at all. */
export function functionWritable(context: ManagerContext, name: string): boolean {
  const functionName = /^([^(]+)\(/.exec(name)?.[1];
  return functionName === undefined || context.use(registryPort).find(functionKind, functionName)?.write !== undefined;
}
