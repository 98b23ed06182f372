import { defineEvent } from '../../../extend/define-event.ts';
import { talkBegun } from '../talk-topics.ts';

/** Somebody on a channel with TALK_DETECT has begun to talk. */
export const event = defineEvent({
  name: 'ChannelTalkingStart',
  module: 'func_talkdetect',
  synopsis: 'Somebody on a channel with TALK_DETECT has begun to talk.',
  fields: '{channel}',
  topic: talkBegun,
  class: 'call',
  headers: (channel, writer) => [writer.channel(channel)],
});
