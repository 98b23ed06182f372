import { defineEvent } from '../../../extend/define-event.ts';
import { talkEnded } from '../talk-topics.ts';

/** Somebody on a channel with TALK_DETECT has stopped talking; Duration is in milliseconds. */
export const event = defineEvent({
  name: 'ChannelTalkingStop',
  module: 'func_talkdetect',
  topic: talkEnded,
  class: 'call',
  headers: ({ channel, durationMs }, writer) => [writer.channel(channel), ['Duration', String(durationMs)]],
});
