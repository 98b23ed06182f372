import { cause } from '../../../channel/cause.ts';
import { softHangupAsked } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** Somebody here ends a channel, or its dialplan is over. The cause is always that of an end in order, as with Asterisk. */
export const event = defineEvent({
  name: 'SoftHangupRequest',
  module: 'manager',
  synopsis:
    'Somebody here ends a channel, or its dialplan is over. The cause is always that of an end in order, as with Asterisk.',
  fields: '{channel} Cause',
  topic: softHangupAsked,
  class: 'call',
  headers: (channel, writer) => [writer.channel(channel), ['Cause', String(cause.normalClearing)]],
});
