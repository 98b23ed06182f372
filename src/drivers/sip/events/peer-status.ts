import { defineEvent } from '../../../extend/define-event.ts';
import { peerStatusChanged } from '../events.ts';

/** A peer has registered, gone, or become reachable or unreachable. */
export const event = defineEvent({
  name: 'PeerStatus',
  module: 'sip',
  topic: peerStatusChanged,
  class: 'system',
  headers: ({ technology, peer, status, address, cause, timeMs }) => [
    ['ChannelType', technology],
    ['Peer', `${technology}/${peer}`],
    // What qualifies a contact of pjsip.conf is told by ContactStatus.
    ['PeerStatus', status],
    ...(cause === '' ? [] : [['Cause', cause] as const]),
    ...(address === '' ? [] : [['Address', address] as const]),
    ...(timeMs === undefined ? [] : [['Time', String(Math.round(timeMs))] as const]),
  ],
});
