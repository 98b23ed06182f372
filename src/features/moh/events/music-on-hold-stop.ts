import { defineEvent } from '../../../extend/define-event.ts';
import { musicStopped } from '../../../pbx/ports/music.ts';

/** A channel hears music no more. */
export const event = defineEvent({
  name: 'MusicOnHoldStop',
  module: 'res_musiconhold',
  synopsis: 'A channel hears music no more.',
  fields: '{channel}',
  topic: musicStopped,
  class: 'call',
  headers: ({ channel }, writer) => [writer.channel(channel)],
});
