import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** send text: sends a text to the far end. */
export const agiCommand = defineAgiCommand({
  command: 'send text',
  module: 'res_agi',
  synopsis: 'Sends a text to the far end',
  syntax: '<text>',
  usage: ['Most far ends take none.', 'The result is 0, also where the far end takes no text.'],
  dead: false,
  async run({ call }, [text, more]) {
    if (text === undefined || more !== undefined) return 'usage';
    await call.channel.leg.sendText?.(text);
    return { result: 0 };
  },
});
