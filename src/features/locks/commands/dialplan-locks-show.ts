import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { locksPort } from '../locks-port.ts';

/** `dialplan locks show` */
export const command = defineCliCommand({
  command: 'dialplan locks show',
  module: 'func_lock',
  synopsis: 'List the locks of the dialplan, and who holds them',
  usage: 'Lists the locks of LOCK() and TRYLOCK(), the channel that holds each, and how many wait.',
  run(context) {
    const channels = context.use(channelsPort);
    const rows = context
      .use(locksPort)
      .list()
      .map(({ name, owner, waiting }) => line(name, String(waiting), channels.find(owner)?.name ?? owner));
    return `func_lock locks:\n${line('Name', 'Requesters', 'Owner')}${rows.join('')}${rows.length} total locks listed.\n`;
  },
});

function line(name: string, waiting: string, owner: string): string {
  return `${name.padEnd(40)} ${waiting.padEnd(10)} ${owner}\n`;
}
