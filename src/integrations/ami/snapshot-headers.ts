import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { channelStateNumber } from '../../channel/state.ts';
import { escapeC } from '../../clients/ami/index.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';

/** A channel's headers, in the order in which Asterisk 16 writes them; names of parties with C's escapes, as there. @param prefix stands before each name. */
export function snapshotHeaders(snapshot: ChannelSnapshot, prefix = ''): ManagerHeaders {
  return CHANNEL_HEADERS.map(([name, value]) => [prefix + name, value(snapshot)] as const);
}

/** The same as names, each with what its value is. */
export const CHANNEL_HEADERS: ReadonlyArray<readonly [name: string, value: (snapshot: ChannelSnapshot) => string]> = [
  ['Channel', ({ name }) => name],
  ['ChannelState', ({ state }) => String(channelStateNumber(state))],
  ['ChannelStateDesc', ({ state }) => state],
  ['CallerIDNum', ({ caller }) => caller.number || '<unknown>'],
  ['CallerIDName', ({ caller }) => (caller.name ? escapeC(caller.name) : '<unknown>')],
  ['ConnectedLineNum', ({ connected }) => connected.number || '<unknown>'],
  ['ConnectedLineName', ({ connected }) => (connected.name ? escapeC(connected.name) : '<unknown>')],
  ['Language', ({ language }) => language],
  ['AccountCode', ({ accountCode }) => accountCode],
  ['Context', ({ context }) => context],
  ['Exten', ({ exten }) => exten],
  ['Priority', ({ priority }) => String(priority)],
  ['Uniqueid', ({ uniqueId }) => uniqueId],
  ['Linkedid', ({ linkedId }) => linkedId],
];
