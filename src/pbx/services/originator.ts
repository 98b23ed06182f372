import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import { guestKey } from '../../channel/bridge/guest.ts';
import { type Call, end, goto, type Outcome } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { type DialResult, dial } from '../../channel/dial/dial.ts';
import type { RequestResult } from '../../channel/driver.ts';
import type { ChannelTable } from '../../channel/table.ts';
import type { Dialplan } from '../ports/dialplan.ts';
import type { OriginateReason, OriginateRequest, Originator } from '../ports/originator.ts';
import type { Technologies } from '../ports/technologies.ts';
import { runFailedExtension } from './failed-extension.ts';

/** What placing calls needs. */
export interface OriginatorHouse {
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  readonly channels: ChannelTable;
  readonly technologies: Technologies;
  readonly dialplan: Dialplan;
}

/** Places calls and connects them to an extension or an application. */
export function createOriginator(house: OriginatorHouse): Originator {
  return {
    async originate(request) {
      let made: Channel | undefined;
      const result = await dial(
        {
          clock: house.clock,
          bus: house.bus,
          log: house.log,
          request: (dialString) => requestChannel(house, request, dialString, made === undefined),
        },
        {
          caller: undefined,
          destinations: [request.dialString],
          timeoutMs: request.timeoutMs,
          signal: request.signal,
          progressAnswers: request.earlyMedia ?? false,
          pickup: true,
          hooks: {
            async prepare(callee) {
              made = callee;
              await prepareChannel(house, request, callee);
              return true;
            },
            onAnswered: (callee) => request.onAnswered?.(callee),
            forward: (callee, resource) => forwardTo(request, callee, resource),
          },
        },
      );
      if (result.status !== 'ANSWER') {
        const reason = reasonOf(result, made);
        if (request.failedExtension && !request.signal?.aborted) await runFailedExtension(house, request, reason);
        return {
          answered: false,
          reason,
          cause: result.cause,
          channelName: made?.name ?? '',
          uniqueId: made?.uniqueId ?? '',
        };
      }
      const { callee } = result;
      if (callee === made) return { answered: true, channel: callee, finished: connect(house, request, callee) };
      request.onAnswered?.(callee);
      if (made) takeOver(callee, made);
      return { answered: true, channel: callee, finished: connectTaker(house, request, callee) };
    },
  };
}

/** A number is looked for in FORWARD_CONTEXT, or else in the context of the phone that forwards. */
function forwardTo(request: OriginateRequest, callee: Channel, resource: string): string | undefined {
  if (request.followsForwards === false) return undefined;
  if (resource.includes('/')) return resource;
  const context = callee.variables.get('FORWARD_CONTEXT') || callee.position.context || 'default';
  return `Local/${resource}@${context}`;
}

function requestChannel(
  house: OriginatorHouse,
  request: OriginateRequest,
  dialString: string,
  first: boolean,
): RequestResult {
  const make = (): RequestResult =>
    house.technologies.request(dialString, {
      requestor: request.requestor,
      ...(request.codecs && { codecs: request.codecs }),
    });
  return first && request.uniqueIds ? house.channels.withIds(request.uniqueIds, make) : make();
}

async function prepareChannel(house: OriginatorHouse, request: OriginateRequest, callee: Channel): Promise<void> {
  callee.originated = true;
  callee.update({ application: 'AppDial2' });
  // Asterisk's order: variables, account, parties.
  await request.prepare?.(callee);
  const call = house.dialplan.callOf(callee);
  for (const [name, value] of request.variables ?? []) await house.dialplan.assign(call, name, value);
  if (request.accountCode !== undefined) {
    callee.update({ accountCode: request.accountCode });
    callee.settings.peerAccount = request.accountCode;
  }
  if (request.caller) {
    callee.setCaller(request.caller);
    callee.setConnected(request.caller);
    callee.parties.ani = request.caller.number;
  }
  request.onChannel?.(callee);
}

function connect(house: OriginatorHouse, request: OriginateRequest, channel: Channel): Promise<void> {
  if (request.to.kind === 'application')
    return house.dialplan.runApplication(channel, request.to.application, request.to.data);
  channel.position.moveTo(request.to.target);
  channel.touch();
  return house.dialplan.run(channel);
}

/** Gives a channel that has picked the call up what the one that rang had: its variables and its place. @see observed: Asterisk 16, where it keeps its own account */
function takeOver(taker: Channel, { variables, position }: Channel): void {
  taker.variables.copyFrom(variables);
  const { context, exten, priority } = position;
  taker.position.moveTo({ context, exten, priority });
  taker.touch();
}

/** Connects a channel that has picked the call up, in place of what it was doing. */
function connectTaker(house: OriginatorHouse, request: OriginateRequest, taker: Channel): Promise<void> {
  const guest = taker.attachments.get(guestKey);
  if (!guest) return connect(house, request, taker);
  const { promise, resolve } = Promise.withResolvers<void>();
  const unfollow = taker.whenHungUp(resolve); // it may go before it has begun
  guest.leave(async (own) => {
    unfollow();
    try {
      return await goOn(house, request, own);
    } finally {
      resolve();
    }
  });
  return promise;
}

/** What a call was placed for, on a channel that runs something already. */
async function goOn({ dialplan }: OriginatorHouse, { to }: OriginateRequest, call: Call): Promise<Outcome> {
  if (to.kind === 'application') await dialplan.execute(call, to.application, to.data);
  else if (call.channel.dialplan) return goto(to.target);
  else {
    call.channel.position.moveTo(to.target);
    await dialplan.run(call.channel);
  }
  return end();
}

/** A far end that only hung up, whatever the cause, counts as a failure without a kind. @see observed: Asterisk 16 */
function reasonOf(result: Exclude<DialResult, { status: 'ANSWER' }>, callee: Channel | undefined): OriginateReason {
  if (result.timedOut) return 3;
  if (result.status === 'CANCEL') return 0;
  switch (callee?.farFailure) {
    case 'busy':
      return 5;
    case 'congestion':
      return 8;
    default:
      return 0;
  }
}
