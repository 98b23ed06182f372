import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { channelStateNumber } from '../../channel/state.ts';
import { escapeC } from '../../clients/ami/index.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';

/** A channel's headers, in the order in which Asterisk 16 writes them; names of parties with C's escapes, as there. @param prefix stands before each name. */
export function snapshotHeaders(snapshot: ChannelSnapshot, prefix = ''): ManagerHeaders {
  const { caller, connected } = snapshot;
  const headers: ManagerHeaders = [
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
  return prefix === '' ? headers : headers.map(([name, value]) => [prefix + name, value] as const);
}
