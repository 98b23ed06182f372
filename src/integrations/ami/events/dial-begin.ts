import { dialBegun } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel is being called. */
export const event = defineEvent({
  name: 'DialBegin',
  module: 'manager',
  synopsis: 'A channel is being called.',
  fields: '{channel} {channel:Dest} DialString',
  topic: dialBegun,
  class: 'call',
  headers: ({ caller, callee, dialString }, writer) => [
    writer.channel(caller),
    writer.channel(callee, 'Dest'),
    ['DialString', dialString],
  ],
});
