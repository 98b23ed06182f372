import { connectedChanged } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** The party that a channel talks to has changed. */
export const event = defineEvent({
  name: 'NewConnectedLine',
  module: 'manager',
  synopsis: 'The party that a channel talks to has changed.',
  fields: '{channel}',
  topic: connectedChanged,
  class: 'call',
  headers: (channel, writer) => [writer.channel(channel)],
});
