import { holdChanged } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel has put its peer on hold. */
export const event = defineEvent({
  name: 'Hold',
  module: 'manager',
  topic: holdChanged,
  class: 'call',
  headers: ({ channel, held }, writer) => (held ? [writer.channel(channel)] : undefined),
});
