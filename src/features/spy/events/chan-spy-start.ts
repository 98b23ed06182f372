import { defineEvent } from '../../../extend/define-event.ts';
import { spyingStarted } from '../topics.ts';

/** A channel listens to another one. */
export const event = defineEvent({
  name: 'ChanSpyStart',
  module: 'app_chanspy',
  synopsis: 'A channel listens to another one.',
  fields: '{channel:Spyer} {channel:Spyee}',
  topic: spyingStarted,
  class: 'call',
  headers: ({ spyer, spyee }, writer) => [writer.channel(spyer, 'Spyer'), writer.channel(spyee, 'Spyee')],
});
