import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { codecRows } from '../codec-list.ts';

/** `core show codec NUMBER`. */
export const command = defineCliCommand({
  command: 'core show codec <number>',
  module: 'core',
  synopsis: 'Tell which codec has a number',
  usage: 'Tells name and kind of the codec with that number; core show codecs lists them.',
  run(_context, [number = '']) {
    if (!/^\d+$/.test(number)) return { usage: true };
    const codec = codecRows.find(({ id }) => id === Number(number));
    return codec ? `${number.padStart(11)} ${codec.description} (${codec.format})\n` : `Codec ${number} not found\n`;
  },
});
