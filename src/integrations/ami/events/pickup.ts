import { callPickedUp } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** Somebody has picked up a call to another. */
export const event = defineEvent({
  name: 'Pickup',
  module: 'manager',
  synopsis: 'Somebody has picked up a call to another.',
  fields: '{channel} {channel:Target}',
  topic: callPickedUp,
  class: 'call',
  headers: ({ channel, target }, writer) => [writer.channel(channel), writer.channel(target, 'Target')],
});
