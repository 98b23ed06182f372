import { dialProgressed } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel that is being called rings, or is on its way. */
export const event = defineEvent({
  name: 'DialState',
  module: 'manager',
  synopsis: 'A channel that is being called rings, or is on its way.',
  fields: '{channel} {channel:Dest} DialStatus [Forward]',
  topic: dialProgressed,
  class: 'call',
  headers: ({ caller, callee, status }, writer) => [
    writer.channel(caller),
    writer.channel(callee, 'Dest'),
    ['DialStatus', status],
  ],
});
