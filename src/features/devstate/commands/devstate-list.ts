import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { databasePort } from '../../../pbx/ports/database.ts';
import { FAMILY } from '../custom-devices.ts';

const RULE = `${'-'.repeat(69)}\n`;

/** `devstate list` */
export const command = defineCliCommand({
  command: 'devstate list',
  module: 'func_devstate',
  synopsis: 'List currently known custom device states',
  usage: 'Lists the states that DEVICE_STATE(Custom:...) or devstate change has set.',
  run(context) {
    const lines = context
      .use(databasePort)
      .entries(FAMILY)
      .map(({ key, value }) => `--- Name: 'Custom:${key}'  State: '${value}'\n---\n`);
    const title = '--- Custom Device States '.padEnd(69, '-');
    return `\n${RULE}${title}\n${RULE}---\n${lines.join('')}${RULE}${RULE}\n`;
  },
});
