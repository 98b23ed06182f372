import { holdChanged } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel has taken its peer back from hold. */
export const event = defineEvent({
  name: 'Unhold',
  module: 'manager',
  synopsis: 'A channel has taken its peer back from hold.',
  fields: '{channel}',
  topic: holdChanged,
  class: 'call',
  headers: ({ channel, held }, writer) => (held ? undefined : [writer.channel(channel)]),
});
