import { hangupHandlersKey } from '../../../channel/hangup-handlers.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { completeChannel } from '../complete.ts';

/** `core show hanguphandlers CHANNEL` and `all`. */
export const command = defineCliCommand({
  command: 'core show hanguphandlers [all] [<channel>]',
  module: 'core',
  synopsis: 'List the subroutines that run when channels end',
  usage: 'Of one channel, or of all of them: all.',
  complete: (context, typed) => completeChannel(context, typed),
  run(context, [name]) {
    if (name === undefined) return { usage: true };
    const channels = context.use(channelsPort).list();
    const wanted = name.toLowerCase() === 'all' ? channels : channels.filter((one) => one.name === name);
    if (wanted.length === 0 && name.toLowerCase() !== 'all') return { failed: true, text: 'Channel does not exist.\n' };
    const rows = wanted.flatMap((channel) =>
      (channel.attachments.get(hangupHandlersKey) ?? []).map(
        (handler, index) => `${(index === 0 ? channel.name : '').padEnd(30)} ${handler}\n`,
      ),
    );
    return `${'Channel'.padEnd(30)} Handler\n${rows.join('')}`;
  },
});
