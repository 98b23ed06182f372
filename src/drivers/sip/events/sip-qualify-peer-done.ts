import { defineEvent } from '../../../extend/define-event.ts';
import { peerAsked } from '../events.ts';

/** A peer has been asked whether it lives, since a client wanted it. */
export const event = defineEvent({
  name: 'SIPQualifyPeerDone',
  module: 'chan_sip',
  synopsis: 'A peer has been asked whether it lives, since a client wanted it.',
  fields: 'Peer ActionID',
  topic: peerAsked,
  class: 'call',
  headers: ({ peer, actionId }) => [['Peer', peer], ...(actionId === '' ? [] : [['ActionID', actionId] as const])],
});
