import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { customPresenceName, parsePresence, setCustomPresence } from '../custom-presence.ts';

/** `presencestate change PRESENCE STATE` */
export const command = defineCliCommand({
  command: 'presencestate change <entity> <state>',
  module: 'func_presencestate',
  synopsis: 'Change a custom presence state',
  usage:
    'Change a custom presence to a new state, written <state>[,<subtype>[,<message>[,<options>]]]:\nNOT_SET | UNAVAILABLE | AVAILABLE | AWAY | XA | CHAT | DND\nTexts with blanks take quotation marks around all of it.',
  run(context, [entity = '', wanted = '']) {
    const name = customPresenceName(entity);
    if (name === undefined)
      return {
        failed: true,
        text: "The presencestate command can only be used to set 'CustomPresence:' presence state!\n",
      };
    if (typeof parsePresence(wanted) === 'string') return { usage: true };
    setCustomPresence(context, name, wanted);
    return `Changing ${name} to ${wanted.split(',')[0]}\n`;
  },
});
