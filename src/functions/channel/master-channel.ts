import type { EvaluationContext } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

function masterOf(context: EvaluationContext): Channel | undefined {
  const own = context.call?.channel;
  return own && (context.use(channelsPort).find(own.linkedId) ?? own);
}

/** A variable of the channel with which the call began. */
export const dialplanFunction = defineFunction({
  name: 'MASTER_CHANNEL',
  module: 'func_channel',
  synopsis: 'A variable of the channel with which the call began',
  arguments: { name: rest('the variable') },
  read(context, { name }) {
    const master = masterOf(context);
    return master ? (context.use(dialplanPort).callOf(master).get(name) ?? '') : '';
  },
  write(context, { name }, value) {
    const master = masterOf(context);
    if (master) return context.use(dialplanPort).assign(context.use(dialplanPort).callOf(master), name, value);
  },
});
