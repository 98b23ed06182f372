import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** send image: sends an image to the far end. */
export const agiCommand = defineAgiCommand({
  command: 'send image',
  module: 'res_agi',
  synopsis: 'Sends an image to the far end',
  syntax: '<image>',
  usage: ['No far end takes any.', 'The result is 0.'],
  dead: false,
  run(_context, [image, more]) {
    return image === undefined || more !== undefined ? 'usage' : { result: 0 };
  },
});
