import { defineEvent } from '../../../extend/define-event.ts';
import { asyncAgiEnded } from '../topics.ts';

/** Manager clients control a channel no more. */
export const event = defineEvent({
  name: 'AsyncAGIEnd',
  module: 'res_agi',
  synopsis: 'Manager clients control a channel no more.',
  fields: '{channel}',
  topic: asyncAgiEnded,
  class: 'agi',
  headers: ({ channel }, writer) => [writer.channel(channel)],
});
