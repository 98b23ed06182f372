import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** `local show channels`. */
export const command = defineCliCommand({
  command: 'local show channels',
  module: 'chan_local',
  synopsis: 'List the pairs of Local channels',
  usage: 'Lists the first half of each pair of Local channels, and where it leads.',
  run(context) {
    const pairs = context
      .use(channelsPort)
      .list()
      .filter(({ technology, name }) => technology === 'Local' && name.endsWith(';1'));
    if (pairs.length === 0) return 'No local channels in use\n';
    return pairs.map(({ name }) => `${name} -- ${/^Local\/(.*)-[0-9a-f]{8};1$/.exec(name)?.[1] ?? ''}\n`).join('');
  },
});
