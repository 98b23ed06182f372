import { channelCreated } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel has come to be. */
export const event = defineEvent({
  name: 'Newchannel',
  module: 'manager',
  synopsis: 'A channel has come to be.',
  fields: '{channel}',
  topic: channelCreated,
  class: 'call',
  headers: (channel, writer) => [writer.channel(channel)],
});
