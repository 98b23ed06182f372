import { defineEvent } from '../../../extend/define-event.ts';
import { musicStarted } from '../../../pbx/ports/music.ts';

/** A channel hears music. */
export const event = defineEvent({
  name: 'MusicOnHoldStart',
  module: 'res_musiconhold',
  synopsis: 'A channel hears music.',
  fields: '{channel} Class',
  topic: musicStarted,
  class: 'call',
  headers: ({ channel, className }, writer) => [writer.channel(channel), ['Class', className]],
});
