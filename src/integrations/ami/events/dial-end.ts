import { dialEnded } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel that was being called has answered, or will not. */
export const event = defineEvent({
  name: 'DialEnd',
  module: 'manager',
  synopsis: 'A channel that was being called has answered, or will not.',
  fields: '{channel} {channel:Dest} DialStatus [Forward]',
  topic: dialEnded,
  class: 'call',
  headers: ({ caller, callee, status }, writer) => [
    writer.channel(caller),
    writer.channel(callee, 'Dest'),
    ['DialStatus', status],
  ],
});
