import { causeText } from '../../../channel/cause.ts';
import { channelHungUp } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel is gone. */
export const event = defineEvent({
  name: 'Hangup',
  module: 'manager',
  synopsis: 'A channel is gone.',
  fields: '{channel} Cause Cause-txt',
  topic: channelHungUp,
  class: 'call',
  headers: ({ channel, cause }, writer) => [
    writer.channel(channel),
    ['Cause', String(cause)],
    ['Cause-txt', causeText(cause)],
  ],
});
