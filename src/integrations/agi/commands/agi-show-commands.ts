import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { agiCommandKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** `agi show commands [topic COMMAND]`. */
export const command = defineCliCommand({
  command: 'agi show commands [<topic>] [<words...>]',
  module: 'res_agi',
  synopsis: 'List the commands of scripts, or tell about one of them',
  usage: 'agi show commands topic COMMAND tells about one command.',
  run(context, [topic, ...words]) {
    const registry = context.use(registryPort);
    const known = registry.list(agiCommandKind);
    const table = (commands: typeof known): string => {
      const rows = commands
        .sort((a, b) => (a.command < b.command ? -1 : 1))
        .map((one) => row(one.dead ? 'Yes' : 'No', one.command, one.synopsis));
      return `${row('Dead', 'Command', 'Description')}${rows.join('')}`;
    };
    if (topic === undefined || (topic === 'topic' && words.length === 0)) return table(known);
    if (topic !== 'topic') return { usage: true };
    const name = words.join(' ').toLowerCase();
    const found = registry.find(agiCommandKind, name);
    if (!found) {
      const family = known.filter(({ command: one }) => one.startsWith(name));
      return family.length > 0 ? table(family) : `No such command '${name}'.\n`;
    }
    const part = (title: string, text: string): string => `[${title}]\n${text}\n\n`;
    return [
      `\n  -= Info about agi '${found.command}' =- \n\n`,
      part('Syntax', `${found.command} ${found.syntax}`.trimEnd()),
      part('Description', found.usage.join('\n')),
      part('Synopsis', found.synopsis),
      part('Runs Dead', found.dead ? 'Yes' : 'No'),
      part('See Also', 'AGI()'),
    ].join('');
  },
});

function row(dead: string, name: string, synopsis: string): string {
  return `${dead.padStart(5)} ${name.padStart(30)}   ${synopsis}\n`;
}
