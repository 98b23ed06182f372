import { defineEvent } from '../../../extend/define-event.ts';
import { spyingStopped } from '../topics.ts';

/** A channel listens to another one no more. */
export const event = defineEvent({
  name: 'ChanSpyStop',
  module: 'app_chanspy',
  synopsis: 'A channel listens to another one no more.',
  fields: '{channel:Spyer} {channel:Spyee}',
  topic: spyingStopped,
  class: 'call',
  headers: ({ spyer, spyee }, writer) => [writer.channel(spyer, 'Spyer'), writer.channel(spyee, 'Spyee')],
});
