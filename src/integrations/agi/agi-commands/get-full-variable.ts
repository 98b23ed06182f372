import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** get full variable: replaces variables and functions in a text. */
export const agiCommand = defineAgiCommand({
  command: 'get full variable',
  module: 'res_agi',
  synopsis: 'Replaces variables and functions in a text',
  syntax: '<expression> [<channel>]',
  usage: [
    'The result is 1 with the text in brackets after all references in it have been replaced, or 0 where there is no such channel.',
  ],
  dead: true,
  async run({ call }, [text, name, more]) {
    if (text === undefined || more !== undefined) return 'usage';
    const dialplan = call.use(dialplanPort);
    const channel = name === undefined ? call.channel : call.use(channelsPort).find(name);
    if (!channel) return { result: 0 };
    const context = channel === call.channel ? call : dialplan.callOf(channel);
    return { result: 1, note: `(${await dialplan.substitute(context, text)})` };
  },
});
