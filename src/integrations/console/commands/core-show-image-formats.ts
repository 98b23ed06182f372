import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/** `core show image formats`. There are none: images are not sent. */
export const command = defineCliCommand({
  command: 'core show image formats',
  module: 'core',
  synopsis: 'List the formats of images that can be sent',
  usage: 'Lists the endings of image files that can be sent.',
  run() {
    const heading = `${'Name'.padStart(10)} ${'Extensions'.padEnd(50)}${'Description'} ${'Format'.padStart(10)}\n`;
    const rule = `${'----'.padStart(10)} ${'----------'.padEnd(50)}${'-----------'} ${'------'.padStart(10)}\n`;
    return `${heading}${rule}\n0 image formats registered.\n`;
  },
});
