import { defineEvent } from '../../../extend/define-event.ts';
import { peerStatusChanged } from '../events.ts';

const GONE: readonly string[] = ['Unregistered', 'Unreachable'];

/** A peer has registered, gone, or become reachable or unreachable. */
export const event = defineEvent({
  name: 'PeerStatus',
  module: 'sip',
  synopsis: 'A peer has registered, gone, or become reachable or unreachable.',
  fields: 'ChannelType Peer PeerStatus Cause Address Port Time',
  topic: peerStatusChanged,
  class: 'system',
  headers: ({ technology, peer, status, address, cause, timeMs }) => [
    ['ChannelType', technology],
    ['Peer', `${technology}/${peer}`],
    // The newer driver tells of the endpoint alone; what is known of its contacts is told by ContactStatus.
    ['PeerStatus', technology === 'PJSIP' ? (GONE.includes(status) ? 'Unreachable' : 'Reachable') : status],
    ...(technology === 'PJSIP'
      ? []
      : [
          ...(cause === '' ? [] : [['Cause', cause] as const]),
          ...(address === '' ? [] : [['Address', address] as const]),
          ...(timeMs === undefined ? [] : [['Time', String(Math.round(timeMs))] as const]),
        ]),
  ],
});
