import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { agiPort } from '../port.ts';

/** `agi exec CHANNEL COMMAND [ID]`: a command for a channel that is in AGI(agi:async). Says nothing where it is taken. */
export const command = defineCliCommand({
  command: 'agi exec [<channel>] [<command>] [<words...>]',
  module: 'res_agi',
  synopsis: 'Give a command to a channel that manager clients control',
  usage:
    'agi exec CHANNEL COMMAND [ID]: a command of several words stands in quotes. The event AsyncAGIExec tells its answer, with the ID.',
  complete: (context, words) =>
    words.length === 0 ? [...context.use(channelsPort).list()].map(({ name }) => name) : [],
  run(context, [name, line, id = '']) {
    if (name === undefined || line === undefined) return { usage: true };
    const channel = context.use(channelsPort).find(name);
    if (!channel) return { failed: true, text: `Channel ${name} does not exist.\n` };
    const taken = context.use(agiPort).queues.find(channel)?.add({ line, id });
    return taken ? '' : { failed: true, text: `Failed to add AGI command to queue of channel ${name}\n` };
  },
});
