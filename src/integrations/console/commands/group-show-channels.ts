import { groupsOf } from '../../../channel/group-memberships.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { compilePosixRegex } from '../../../extend/posix-regex.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { counted } from '../uptime.ts';

/** `group show channels [PATTERN]`. */
export const command = defineCliCommand({
  command: 'group show channels [<pattern>]',
  module: 'core',
  synopsis: 'List the groups that channels are counted in',
  usage: 'Only groups whose name a regular expression finds, where one is given.',
  run(context, [pattern]) {
    const compiled = pattern === undefined ? undefined : compilePosixRegex(pattern);
    if (compiled && 'error' in compiled) return { usage: true };
    const line = (cells: readonly string[]): string =>
      `${cells.map((cell, i) => cell.padEnd([25, 20, 20][i] ?? 0)).join('  ')}\n`;
    const rows = context
      .use(channelsPort)
      .list()
      .flatMap((channel) =>
        groupsOf(channel)
          .filter(({ group }) => !compiled || compiled.regex.exec(group))
          .map(({ group, category }) => line([channel.name, group, category || '(default)'])),
      );
    return `${line(['Channel', 'Group', 'Category'])}${rows.join('')}${counted(rows.length, 'active channel')}\n`;
  },
});
