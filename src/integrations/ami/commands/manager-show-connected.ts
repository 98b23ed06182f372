import { type ManagerClass, managerClasses } from '../../../config/files/manager-conf.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { managerSessionsPort } from '../sessions-port.ts';

/** All rights, which Asterisk tells as the largest number there is; single ones are a bit each. */
const ALL = 0x7fff_ffff;

/** `manager show connected`. */
export const command = defineCliCommand({
  command: 'manager show connected',
  module: 'manager',
  synopsis: 'List who is logged in to the manager interface',
  usage: 'Lists who is logged in, from where and since when, and what they may read and write.',
  run(context) {
    const line = (cells: readonly string[]): string => {
      const [name = '', address = '', start = '', elapsed = '', file = '', http = '', read = '', write = ''] = cells;
      return `  ${name.padEnd(15)}  ${address.padEnd(55)}  ${start.padEnd(10)}  ${elapsed.padEnd(10)}  ${file.padEnd(8)}  ${http.padEnd(8)}  ${read.padEnd(5)}  ${write.padEnd(5)}\n`;
    };
    const nowMs = context.clock.now();
    const { users } = context.use(managerSessionsPort);
    const rows = users.map(({ name, remoteHost, sinceMs, read, write }) => {
      const seconds = (spanMs: number): string => String(Math.floor(spanMs / 1000));
      return line([
        name,
        remoteHost,
        seconds(sinceMs),
        seconds(nowMs - sinceMs),
        '0',
        '0',
        bitsOf(read),
        bitsOf(write),
      ]);
    });
    const heading = line(['Username', 'IP Address', 'Start', 'Elapsed', 'FileDes', 'HttpCnt', 'Read', 'Write']);
    return `${heading}${rows.join('')}${users.length} users connected.\n`;
  },
});

function bitsOf(held: ReadonlySet<ManagerClass>): string {
  if (held.size === managerClasses.length) return String(ALL);
  return String([...held].reduce((sum, one) => sum + 2 ** bitOf(one), 0));
}

/** Asterisk has one more right after `agi`, and a gap before `message`. */
function bitOf(one: ManagerClass): number {
  const index = managerClasses.indexOf(one);
  if (one === 'message') return 30;
  return index > managerClasses.indexOf('agi') ? index + 1 : index;
}
