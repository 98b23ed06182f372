import { channelStateChanged } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel's state has changed. */
export const event = defineEvent({
  name: 'Newstate',
  module: 'manager',
  synopsis: "A channel's state has changed.",
  fields: '{channel}',
  topic: channelStateChanged,
  class: 'call',
  headers: (channel, writer) => [writer.channel(channel)],
});
