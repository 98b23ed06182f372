import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** Whether there is a channel of that name. */
export const dialplanFunction = defineFunction({
  name: 'CHANNEL_EXISTS',
  module: 'func_channel',
  synopsis: 'Whether there is a channel of that name',
  arguments: { name: rest('its name or unique id') },
  read: (context, { name }) => (context.use(channelsPort).find(name) ? '1' : '0'),
});
