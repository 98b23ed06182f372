import { saysYes } from '../../../base/switch-word.ts';
import type { Channel } from '../../../channel/channel.ts';
import { type Party, parseCallerId, unknownParty } from '../../../channel/party.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import {
  defineManagerAction,
  type ManagerContext,
  type ManagerReply,
  type ManagerRequest,
  managerError,
  managerSuccess,
} from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import {
  type OriginateRequest,
  type OriginateResult,
  type OriginateTarget,
  originatorPort,
} from '../../../pbx/ports/originator.ts';
import { originateEnded } from '../events/originate-response.ts';
import { forbiddenFor, readVariables, type Variables } from '../originate-rights.ts';
import { guarded } from '../read-value.ts';

/** How long it may ring unless the client says so. */
const TIMEOUT_MS = 30_000;

/** Originate: calls, and connects the answered call; waits for the answer unless `Async` is set. */
export const action = defineManagerAction({
  name: 'Originate',
  module: 'manager',
  synopsis: 'Originate a call.',
  arguments:
    'Channel [Exten] [Context] [Priority] [Application] [Data] [Timeout] [CallerID] [Variable] [Account] [EarlyMedia] [Async] [Codecs] [ChannelId] [OtherChannelId]',
  classes: ['originate'],
  async run(context, request) {
    const order = readOrder(context, request);
    if ('response' in order) return order;
    const { originator, actionId } = { originator: context.use(originatorPort), actionId: request.actionId };
    const caller = order.caller ?? unknownParty;
    if (saysYes(request.header('Async'))) {
      // After the answer to the action: its events are held back until then.
      void originator.originate(order).then((result) => report(context, order, caller, actionId, result));
      return managerSuccess('Originate successfully queued');
    }
    const result = await originator.originate(order);
    return result.answered ? managerSuccess('Originate successfully queued') : managerError('Originate failed');
  },
});

function report(
  { bus }: ManagerContext,
  order: OriginateRequest,
  caller: Party,
  actionId: string,
  result: OriginateResult,
): void {
  bus.publish(originateEnded, {
    actionId,
    answered: result.answered,
    channel: result.answered ? result.channel.name : order.dialString,
    to: order.to,
    reason: result.answered ? 4 : result.reason,
    uniqueId: result.answered ? result.channel.uniqueId : undefined,
    caller,
  });
}

/** What the client wants, or why it cannot have it; checked in Asterisk's order. */
function readOrder(context: ManagerContext, request: ManagerRequest): OriginateRequest | ManagerReply {
  const dialString = request.header('Channel');
  if (dialString === '') return managerError('Channel not specified');
  const place = readPlace(context, request);
  if (place === 'unknown') return managerError('Invalid priority');
  const timeout = request.header('Timeout');
  if (timeout !== '' && !/^\s*[+-]?\d/.test(timeout)) return managerError('Invalid timeout');
  if (!/^[^/]+\/./s.test(dialString)) return managerError('Invalid channel');
  const target = readTarget(context, request, place);
  if ('response' in target) return target;
  const forbidden = forbiddenFor(context, target);
  if (forbidden !== undefined) return managerError(forbidden);
  const ids = readIds(context, request);
  if (ids === undefined) return managerError('Originate failed');
  const callerId = request.header('CallerID');
  const account = request.header('Account');
  const variables = [...readVariables(request), ...context.session.variables];
  const codecs = request.header('Codecs');
  return {
    dialString,
    to: target,
    timeoutMs: timeout === '' ? TIMEOUT_MS : Math.max(0, Number.parseInt(timeout, 10)),
    earlyMedia: saysYes(request.header('EarlyMedia')),
    ...(ids.length > 0 && { uniqueIds: ids }),
    ...(variables.length > 0 && { prepare: (channel) => guarded(context, () => assign(context, variables, channel)) }),
    ...(callerId !== '' && { caller: parseCallerId(callerId) }),
    ...(account !== '' && { accountCode: account }),
    ...(codecs !== '' && { codecs: codecs.split(',').map((codec) => codec.trim()) }),
  };
}

async function assign(context: ManagerContext, variables: Variables, channel: Channel): Promise<void> {
  const dialplan = context.use(dialplanPort);
  const call = dialplan.callOf(channel);
  for (const [name, value] of variables) await dialplan.assign(call, name, value);
}

/** `ChannelId` and `OtherChannelId`, which the client chooses; undefined where one is taken. */
function readIds(context: ManagerContext, request: ManagerRequest): readonly string[] | undefined {
  const first = request.header('ChannelId');
  if (first === '') return [];
  const ids = [first, request.header('OtherChannelId') || `${first};2`];
  const channels = context.use(channelsPort);
  return ids.some((id) => channels.find(id)) ? undefined : ids;
}

/** Where an answered call goes, as far as it is told; a label that is not there is unknown. */
function readPlace(context: ManagerContext, request: ManagerRequest): DialplanTarget | 'unknown' | undefined {
  const [exten = '', extenContext = '', priority = ''] = ['Exten', 'Context', 'Priority'].map((name) =>
    request.header(name),
  );
  if (exten === '' || extenContext === '' || priority === '') return undefined;
  const here = { context: extenContext, exten, priority: 1 };
  const target = context.use(dialplanPort).resolve([extenContext, exten, priority], here);
  return typeof target === 'string' ? 'unknown' : target;
}

function readTarget(
  context: ManagerContext,
  request: ManagerRequest,
  place: DialplanTarget | undefined,
): OriginateTarget | ManagerReply {
  const application = request.header('Application');
  if (application !== '') return { kind: 'application', application, data: request.header('Data') };
  if (!place) return managerError("Originate with 'Exten' requires 'Context' and 'Priority'");
  if (!context.use(dialplanPort).exists(place)) return managerError('Extension does not exist.');
  return { kind: 'extension', target: place };
}
