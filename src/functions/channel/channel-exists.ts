import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** Whether there is a channel of that name. */
export const dialplanFunction = defineFunction({
  name: 'CHANNEL_EXISTS',
  module: 'func_channel',
  synopsis: 'Whether there is a channel of that name',
  arguments: { name: rest('its name or unique id') },
  read(context, { name }) {
    if (name !== '') return context.use(channelsPort).find(name) ? '1' : '0';
    context.warn('CHANNEL_EXISTS requires the name or unique id of a channel');
    return '';
  },
});
