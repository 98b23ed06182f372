import { defineAttachment } from '../../../channel/attachment.ts';
import type { Call } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import { readGroup, setGroup } from '../../../channel/group-memberships.ts';
import { type Party, type Presentation, parseCallerId } from '../../../channel/party.ts';
import { runPredial } from '../../../extend/predial.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import type { DialOptions } from './dial-options.ts';

/** Whether the called party's number is its own; else it was made of the extension, and the caller is not shown it. */
export const knownCalleeKey = defineAttachment<boolean>('known-callee');

/** The driver vouches for the number of the called party, even where it was made of the extension. */
export function vouchForCallee(callee: Channel): void {
  callee.attachments.set(knownCalleeKey, (callee.parties.caller.number ?? '') !== '');
}

/** The group that those who are called are counted in, by OUTBOUND_GROUP_ONCE, which it forgets, or OUTBOUND_GROUP. */
export function takeOutboundGroup(call: Call): string {
  const once = call.get('OUTBOUND_GROUP_ONCE') ?? '';
  if (once === '') return call.get('OUTBOUND_GROUP') ?? '';
  call.set('OUTBOUND_GROUP_ONCE', undefined);
  return once;
}

/** How a channel is about to be called. */
export interface Calling {
  readonly options: DialOptions;
  /** `[group][@category]` that it is counted in; none where empty. */
  readonly group?: string;
  /** Another phone has forwarded the call to it. */
  readonly forwarded?: boolean;
}

/** Gives a channel that is about to be called who calls, whom, and the dialplan's own presets. @returns false to drop it. */
export async function prepareCallee(
  call: Call,
  callee: Channel,
  dialString: string,
  { options, group = '', forwarded = false }: Calling,
): Promise<boolean> {
  const { parties, settings } = call.channel;
  const place = placeOf(call);
  const ownIdentity = callee.parties.caller.number !== undefined && callee.parties.caller.number !== '';
  callee.attachments.set(knownCalleeKey, ownIdentity);
  if (callee.parties.redirecting.number === undefined) {
    callee.parties.redirecting = parties.redirecting;
    callee.parties.redirection = parties.redirection;
  }
  callee.settings.peerAccount = settings.accountCode;
  callee.position.moveTo({ context: callee.position.context || place.context, exten: place.exten, priority: 1 });
  callee.update({
    application: 'AppDial',
    caller: calleeIdentity(call, callee, options),
    connected: shownCaller(call, options, forwarded),
    accountCode: callee.settings.accountCode || settings.peerAccount || settings.accountCode,
  });
  callee.variables.set('DIALEDPEERNUMBER', dialString.slice(dialString.indexOf('/') + 1));
  const counted = readGroup(group);
  if (counted.group !== '') setGroup(callee, counted.group, counted.category);
  const before = options.parameter('b');
  if (before !== undefined) await runPredial(call, callee, before);
  return !callee.hungUp;
}

/** Shows the caller whom it reaches, unless option I forbids it, nobody knows, or it has been shown already. */
export function introduceCallee(call: Call, callee: Channel, options: DialOptions): void {
  if (options.has('I') || callee.attachments.get(knownCalleeKey) === false) return;
  const { connected } = call.channel.parties;
  const { caller } = callee.parties;
  if (connected.number === caller.number && connected.name === caller.name) return;
  call.channel.parties.connectedSource = 'answer';
  call.channel.setConnected(caller);
  call.channel.indicate('connected-line');
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

/** Whom a called phone is shown as its caller: by f, s and u another than the caller; f without a name holds for forwarded calls. */
function shownCaller(call: Call, options: DialOptions, forwarded: boolean): Party {
  const forced = options.parameter('f');
  if (forced === undefined || (forced === '' && !forwarded)) return call.channel.parties.caller;
  const presentation = options.parameter('u') as Presentation | undefined;
  const tag = options.parameter('s');
  return {
    ...(forced === '' ? byExtension(call) : parseCallerId(forced)),
    ...(presentation && { presentation }),
    ...(tag && { tag }),
  };
}
