import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { findMixMonitor } from '../mix-monitor.ts';

/** `mixmonitor stop` */
export const command = defineCliCommand({
  command: 'mixmonitor stop <channel>',
  module: 'app_mixmonitor',
  synopsis: 'Execute a MixMonitor command',
  usage: 'Ends the newest recording of the channel.',
  run(context, [name = '']) {
    const channel = context.use(channelsPort).find(name);
    if (!channel) return `No channel matching '${name}' found.\n`;
    findMixMonitor(channel, '')?.stop();
    return '';
  },
});
