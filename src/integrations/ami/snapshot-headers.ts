import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { channelStateNumber } from '../../channel/state.ts';
import { escapeC } from '../../clients/ami/index.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';

/** A channel's headers, in the order in which Asterisk 16 writes them; names of parties with C's escapes, as there. */
export function snapshotHeaders(snapshot: ChannelSnapshot): ManagerHeaders {
  const { caller, connected } = snapshot;
  return [
    ['Channel', snapshot.name],
    ['ChannelState', String(channelStateNumber(snapshot.state))],
    ['ChannelStateDesc', snapshot.state],
    ['CallerIDNum', caller.number || '<unknown>'],
    ['CallerIDName', caller.name ? escapeC(caller.name) : '<unknown>'],
    ['ConnectedLineNum', connected.number || '<unknown>'],
    ['ConnectedLineName', connected.name ? escapeC(connected.name) : '<unknown>'],
    ['Language', snapshot.language],
    ['AccountCode', snapshot.accountCode],
    ['Context', snapshot.context],
    ['Exten', snapshot.exten],
    ['Priority', String(snapshot.priority)],
    ['Uniqueid', snapshot.uniqueId],
    ['Linkedid', snapshot.linkedId],
  ];
}
