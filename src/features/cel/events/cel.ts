import { formatDate } from '../../../base/date-format.ts';
import { defineTopic } from '../../../base/event-bus.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import type { CelEvent } from '../event.ts';

/** An event that manager clients are to be told of. */
export interface ManagerCel {
  readonly event: CelEvent;
  /** Events of the dialplan's own are called USER_DEFINED. */
  readonly showUserDefined: boolean;
}

/** @see ManagerCel */
export const celEventLogged = defineTopic<ManagerCel>('celEventLogged');

const AMA_FLAGS = ['', 'OMIT', 'BILLING', 'DOCUMENTATION'];

/** A channel event has been logged. */
export const event = defineEvent({
  name: 'CEL',
  module: 'cel_manager',
  synopsis: 'A channel event has been logged.',
  fields:
    'EventName AccountCode CallerIDnum CallerIDname CallerIDani CallerIDrdnis CallerIDdnid Exten Context Application AppData EventTime AMAFlags UniqueID LinkedID UserField Peer PeerAccount Extra',
  topic: celEventLogged,
  class: 'call',
  headers({ event: one, showUserDefined }) {
    const { channel, userName, kind } = one;
    return [
      ['EventName', showUserDefined ? kind : userName || kind],
      ['AccountCode', channel.accountCode],
      ['CallerIDnum', channel.caller.number ?? ''],
      ['CallerIDname', channel.caller.name ?? ''],
      ['CallerIDani', one.ani],
      ['CallerIDrdnis', one.rdnis],
      ['CallerIDdnid', channel.dialed],
      ['Exten', channel.exten],
      ['Context', channel.context],
      ['Channel', channel.name],
      ['Application', channel.application],
      ['AppData', channel.applicationData],
      ['EventTime', formatDate('%F %T', one.timeMs, '')],
      ['AMAFlags', AMA_FLAGS[one.amaFlags] || 'Unknown'],
      ['UniqueID', channel.uniqueId],
      ['LinkedID', channel.linkedId],
      ['Userfield', one.userField],
      ['Peer', one.peer],
      ['PeerAccount', one.peerAccount],
      ['Extra', one.extra],
      ...(showUserDefined ? [['UserDefType', userName] as const] : []),
    ];
  },
});
