import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { channelCounts, conciseChannels, plainChannels, verboseChannels } from '../channel-rows.ts';

/** `core show channels [concise|verbose|count]`. */
export const command = defineCliCommand({
  command: 'core show channels [concise|verbose|count]',
  module: 'core',
  synopsis: 'List the channels that are up',
  usage: `Lists the channels there are now, and counts them.
verbose shows more of each, concise is for programs (fields between '!'), count only counts.`,
  run(context, [form]) {
    const channels = context.use(channelsPort).list();
    const counts = channelCounts(channels.length, context.use(dialplanPort));
    const nowMs = context.clock.now();
    if (form === 'count') return counts;
    if (form === 'concise') return conciseChannels(channels, nowMs);
    return `${form === 'verbose' ? verboseChannels(channels, nowMs) : plainChannels(channels)}${counts}`;
  },
});
