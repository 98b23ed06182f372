import { defineAttachment } from '../../../channel/attachment.ts';
import type { Call } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import { type Party, type Presentation, parseCallerId } from '../../../channel/party.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import type { DialOptions } from './dial-options.ts';
import { runPredial } from './routine.ts';

/** Whether the called party's number is its own; else it was made of the extension, and the caller is not shown it. */
export const knownCalleeKey = defineAttachment<boolean>('known-callee');

/** Gives a channel that is about to be called who calls, whom, and the dialplan's own presets. @returns false to drop it. */
export async function prepareCallee(
  call: Call,
  callee: Channel,
  dialString: string,
  options: DialOptions,
): Promise<boolean> {
  const { parties, settings } = call.channel;
  const place = placeOf(call);
  const forwarded = callee.parties.redirecting.number !== undefined;
  const ownIdentity = callee.parties.caller.number !== undefined && callee.parties.caller.number !== '';
  callee.attachments.set(knownCalleeKey, ownIdentity);
  if (!forwarded) {
    callee.parties.redirecting = parties.redirecting;
    callee.parties.redirection = parties.redirection;
  }
  callee.settings.peerAccount = settings.accountCode;
  callee.position.moveTo({ ...place, priority: 1 });
  callee.update({
    application: 'AppDial',
    caller: calleeIdentity(call, callee, options),
    connected: forwarded ? forcedCaller(call, options) : parties.caller,
    accountCode: callee.settings.accountCode || settings.peerAccount || settings.accountCode,
  });
  callee.variables.set('DIALEDPEERNUMBER', dialString.slice(dialString.indexOf('/') + 1));
  const before = options.parameter('b');
  if (before !== undefined) await runPredial(call, callee, before);
  return !callee.hungUp;
}

/** Where a forwarded call goes: the number in the caller's context, or FORWARD_CONTEXT; undefined to refuse it. */
export function forwardTo(call: Call, callee: Channel, resource: string, options: DialOptions): string | undefined {
  const context = callee.variables.get('FORWARD_CONTEXT') || call.get('FORWARD_CONTEXT') || placeOf(call).context;
  const dialString = resource.includes('/') ? resource : `Local/${resource}@${context}`;
  if (options.has('i')) {
    call.log.verbose(3, `Forwarding ${call.channel.name} to '${dialString}' prevented.`);
    return undefined;
  }
  call.set('FORWARDERNAME', callee.name);
  return dialString;
}

/** Context and extension of a call, those that called the macro if it is in one. */
function placeOf(call: Call): { readonly context: string; readonly exten: string } {
  const { position, variables } = call.channel;
  return {
    context: variables.get('MACRO_CONTEXT') || position.context,
    exten: variables.get('MACRO_EXTEN') || position.exten,
  };
}

/** Who the called party is to the PBX: what its driver knows, option o, or the extension and its hint's name. */
function calleeIdentity(call: Call, callee: Channel, options: DialOptions): Party {
  const own = options.parameter('o');
  if (own !== undefined) return own === '' ? call.channel.parties.caller : parseCallerId(own);
  if (callee.parties.caller.number) return callee.parties.caller;
  return byExtension(call);
}

function byExtension(call: Call): Party {
  const { context, exten } = placeOf(call);
  const name = call.use(dialplanPort).hint(context, exten)?.name;
  return { number: exten, ...(name && { name }) };
}

/** f, s and u: whom a forwarded call shows as its caller. */
function forcedCaller(call: Call, options: DialOptions): Party {
  const forced = options.parameter('f');
  if (forced === undefined) return call.channel.parties.caller;
  const presentation = options.parameter('u') as Presentation | undefined;
  const tag = options.parameter('s');
  return {
    ...(forced === '' ? byExtension(call) : parseCallerId(forced)),
    ...(presentation && { presentation }),
    ...(tag && { tag }),
  };
}
