import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { channelStateNumber } from '../../channel/state.ts';
import { escapeC } from '../../clients/ami/index.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';

/** The names of a channel's headers, in the order in which Asterisk 16 writes them. */
export const CHANNEL_HEADERS: readonly string[] = [
  'Channel',
  'ChannelState',
  'ChannelStateDesc',
  'CallerIDNum',
  'CallerIDName',
  'ConnectedLineNum',
  'ConnectedLineName',
  'Language',
  'AccountCode',
  'Context',
  'Exten',
  'Priority',
  'Uniqueid',
  'Linkedid',
];

/** Their values, in the same order; names of parties with C's escapes, as there. */
export function channelValues(snapshot: ChannelSnapshot): readonly string[] {
  const { state, caller, connected } = snapshot;
  return [
    snapshot.name,
    String(channelStateNumber(state)),
    state,
    caller.number || '<unknown>',
    caller.name ? escapeC(caller.name) : '<unknown>',
    connected.number || '<unknown>',
    connected.name ? escapeC(connected.name) : '<unknown>',
    snapshot.language,
    snapshot.accountCode,
    snapshot.context,
    snapshot.exten,
    String(snapshot.priority),
    snapshot.uniqueId,
    snapshot.linkedId,
  ];
}

/** A channel's headers. @param prefix stands before each name. */
export function snapshotHeaders(snapshot: ChannelSnapshot, prefix = ''): ManagerHeaders {
  return channelValues(snapshot).map((value, at) => [`${prefix}${CHANNEL_HEADERS[at]}`, value] as const);
}
