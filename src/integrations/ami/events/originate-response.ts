import { defineTopic } from '../../../base/event-bus.ts';
import type { Party } from '../../../channel/party.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import type { OriginateTarget } from '../../../pbx/ports/originator.ts';

/** How a call ended that a client had placed without waiting for it. */
export interface OriginateEnd {
  readonly actionId: string;
  readonly answered: boolean;
  /** The channel's name if it was answered, else what was to be called. */
  readonly channel: string;
  readonly to: OriginateTarget;
  /** As REASON, and 4 for an answer. */
  readonly reason: number;
  readonly uniqueId: string | undefined;
  readonly caller: Party;
}

/** A call that a client placed without waiting has been answered or has failed. */
export const originateEnded = defineTopic<OriginateEnd>('originateEnded');

/** What came of an asynchronous Originate. */
export const event = defineEvent({
  name: 'OriginateResponse',
  module: 'manager',
  synopsis: 'What came of an asynchronous Originate.',
  fields: '[ActionID] Response Channel Context Exten Application Data Reason Uniqueid CallerIDNum CallerIDName',
  topic: originateEnded,
  class: 'call',
  headers: ({ actionId, answered, channel, to, reason, uniqueId, caller }) => [
    ...(actionId === '' ? [] : [['ActionID', actionId] as const]),
    ['Response', answered ? 'Success' : 'Failure'],
    ['Channel', channel],
    ...(to.kind === 'extension'
      ? ([
          ['Context', to.target.context],
          ['Exten', to.target.exten],
        ] as const)
      : ([
          ['Application', to.application],
          ['Data', to.data],
        ] as const)),
    ['Reason', String(reason)],
    ['Uniqueid', uniqueId ?? '<unknown>'],
    ['CallerIDNum', caller.number || '<unknown>'],
    ['CallerIDName', caller.name || '<unknown>'],
  ],
});
