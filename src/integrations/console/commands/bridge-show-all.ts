import { formatClock } from '../../../base/duration.ts';
import { bridgeTechnology } from '../../../channel/bridge/technology-names.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { bridgesPort } from '../../../pbx/ports/bridges.ts';

/** `bridge show all`. */
export const command = defineCliCommand({
  command: 'bridge show all',
  module: 'core',
  synopsis: 'List the bridges',
  usage: 'Lists the bridges with their type, technology, age and number of channels.',
  run(context) {
    const line = (id: string, count: string, kind: string, technology: string, time: string): string =>
      `${id.padEnd(36)} ${count.padStart(5)} ${kind.padEnd(15)} ${technology.padEnd(15)} ${time}\n`;
    const nowMs = context.clock.now();
    const rows = context
      .use(bridgesPort)
      .list()
      .map(({ bridge: { id, kind }, members, createdMs }) =>
        line(id, String(members.length), kind, bridgeTechnology(kind), formatClock(nowMs - createdMs)),
      );
    return `${line('Bridge-ID', 'Chans', 'Type', 'Technology', 'Duration')}${rows.join('')}`;
  },
});
