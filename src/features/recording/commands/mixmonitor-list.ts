import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { mixMonitorsOf } from '../mix-monitor.ts';

/** `mixmonitor list` */
export const command = defineCliCommand({
  command: 'mixmonitor list <channel>',
  module: 'app_mixmonitor',
  synopsis: 'Execute a MixMonitor command',
  usage: 'Lists the recordings of the channel.',
  run(context, [name = '']) {
    const channel = context.use(channelsPort).find(name);
    if (!channel) return `No channel matching '${name}' found.\n`;
    const lines = mixMonitorsOf(channel).map(({ id, settings: { mixed, sides } }) =>
      [id, mixed?.path ?? '', sides.from?.path ?? '', sides.to?.path ?? ''].join('\t'),
    );
    return ['MixMonitor ID\tFile\tReceive File\tTransmit File', '='.repeat(73), ...lines, ''].join('\n');
  },
});
