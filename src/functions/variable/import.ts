import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** A variable of another channel. */
export const dialplanFunction = defineFunction({
  name: 'IMPORT',
  module: 'func_channel',
  synopsis: 'A variable of another channel',
  arguments: { arguments: rest('channel,name') },
  read(context, { arguments: text }) {
    const [channelName = '', name = ''] = splitArguments(text, { limit: 2 });
    const channel = context.use(channelsPort).find(channelName);
    return channel
      ? context.use(dialplanPort).substitute(context.use(dialplanPort).callOf(channel), `\${${name}}`)
      : '';
  },
});
