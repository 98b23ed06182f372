import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { muteStream } from '../mute-stream.ts';

/** Mutes the audio of the channel. */
export const dialplanFunction = defineFunction({
  name: 'MUTEAUDIO',
  module: 'res_mutestream',
  synopsis: 'Mutes the audio of the channel',
  description: ['The value is on or off. `in` is what the caller says, `out` what the caller hears, `all` both.'],
  arguments: { direction: text('in, out or all') },
  examples: ['same => n,Set(MUTEAUDIO(in)=on)'],
  write(context, { direction = '' }, value) {
    const channel = context.call?.channel;
    if (channel && !muteStream(channel, direction, value))
      context.warn(`MUTEAUDIO: '${direction}' is no direction; write in, out or all`);
  },
});
