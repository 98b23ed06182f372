import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { classesPort } from '../classes-port.ts';

/** `moh show files` */
export const command = defineCliCommand({
  command: 'moh show files',
  module: 'res_musiconhold',
  synopsis: 'List MusicOnHold file-based classes',
  usage: 'Lists the files of each class that plays files, in their order.',
  run: (context) =>
    context
      .use(classesPort)
      .list()
      .filter(({ pieces }) => pieces.length > 0)
      .map(
        ({ settings, pieces }) => `Class: ${settings.name}\n${pieces.map(({ name }) => `\tFile: ${name}\n`).join('')}`,
      )
      .join(''),
});
