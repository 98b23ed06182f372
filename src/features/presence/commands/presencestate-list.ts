import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { databasePort } from '../../../pbx/ports/database.ts';
import { FAMILY, readWritten } from '../custom-presence.ts';

const RULE = `${'-'.repeat(69)}\n`;

/** `presencestate list` */
export const command = defineCliCommand({
  command: 'presencestate list',
  module: 'func_presencestate',
  synopsis: 'List currently known custom presence states',
  usage: 'Lists the presences that PRESENCE_STATE(CustomPresence:...) or presencestate change has set.',
  run(context) {
    const rows = context
      .use(databasePort)
      .entries(FAMILY)
      .map(({ key }) => {
        const { state, subtype, message, encoded } = readWritten(context, key);
        return [
          `--- Name: 'CustomPresence:${key}'`,
          `    --- State: '${state}'`,
          `    --- Subtype: '${subtype}'`,
          `    --- Message: '${message}'`,
          `    --- Base64 Encoded: '${encoded ? 'Yes' : 'No'}'`,
          '---\n',
        ].join('\n');
      });
    const title = '--- Custom Presence States '.padEnd(69, '-');
    const head = `\n${RULE}${title}\n${RULE}---\n`;
    if (rows.length === 0) return `${head}No custom presence states defined\n`;
    return `${head}${rows.join('')}${RULE}${RULE}\n`;
  },
});
