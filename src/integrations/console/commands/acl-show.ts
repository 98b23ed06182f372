import { aclSchema } from '../../../config/files/acl-conf.ts';
import { aclText } from '../../../config/schema/acl-text.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';

/** `acl show [NAME]`. */
export const command = defineCliCommand({
  command: 'acl show [<name>]',
  module: 'acl',
  synopsis: 'List the address lists of acl.conf, or show one',
  usage: 'Lists the sections of acl.conf, or the rules of one in the order in which they are tried.',
  complete: (context) =>
    context
      .use(configFilesPort)
      .load(aclSchema)
      .values.lists.map(({ name }) => name),
  run(context, [name]) {
    const { lists } = context.use(configFilesPort).load(aclSchema).values;
    if (name === undefined) return `\nacl\n---\n${lists.map((list) => `${list.name}\n`).join('')}`;
    const found = lists.find((list) => list.name === name);
    return found ? `\n${aclText(found.name, found.values.rules)}` : `\nCould not find ACL named '${name}'\n`;
  },
});
