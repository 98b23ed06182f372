import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listChannelStatistics } from '../listing/sip-call-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show channelstats`. */
export const command = defineCliCommand({
  command: 'sip show channelstats',
  module: 'chan_sip',
  synopsis: 'List how the audio of calls fares',
  usage: 'Packets that came and went, how many of them were lost, and their jitter in seconds.',
  run: (context) => listChannelStatistics(context.use(sipStackPort), context.clock.now()),
});
