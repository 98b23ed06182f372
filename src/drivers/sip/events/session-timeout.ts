import { defineEvent } from '../../../extend/define-event.ts';
import { sessionTimedOut } from '../events.ts';

/** A call is ended because nothing comes from its phone any more. */
export const event = defineEvent({
  name: 'SessionTimeout',
  module: 'sip',
  synopsis: 'A call is ended because nothing comes from its phone any more.',
  fields: '{channel} Source',
  topic: sessionTimedOut,
  class: 'call',
  headers: ({ channel, source }, writer) => [writer.channel(channel), ['Source', source]],
});
