import { defineEvent } from '../../../extend/define-event.ts';
import { talkEnded } from '../talk-topics.ts';

/** Somebody on a channel with TALK_DETECT has stopped talking; Duration is in milliseconds. */
export const event = defineEvent({
  name: 'ChannelTalkingStop',
  module: 'func_talkdetect',
  synopsis: 'Somebody on a channel with TALK_DETECT has stopped talking; Duration is in milliseconds.',
  fields: '{channel} Duration',
  topic: talkEnded,
  class: 'call',
  headers: ({ channel, durationMs }, writer) => [writer.channel(channel), ['Duration', String(durationMs)]],
});
