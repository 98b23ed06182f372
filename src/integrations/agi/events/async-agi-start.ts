import { defineEvent } from '../../../extend/define-event.ts';
import { asyncAgiStarted } from '../topics.ts';

/** Manager clients control a channel from now on. */
export const event = defineEvent({
  name: 'AsyncAGIStart',
  module: 'res_agi',
  synopsis: 'Manager clients control a channel from now on.',
  fields: '{channel} Env',
  topic: asyncAgiStarted,
  class: 'agi',
  headers: ({ channel, environment }, writer) => [
    writer.channel(channel),
    ['Env', encodeURIComponent(environment.toWellFormed())],
  ],
});
