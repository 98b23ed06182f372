import { formatClock } from '../../../base/duration.ts';
import { bridgeTechnology } from '../../../channel/bridge/technology-names.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { bridgesPort } from '../../../pbx/ports/bridges.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { completeBridge } from '../complete.ts';

/** `bridge show ID`. */
export const command = defineCliCommand({
  command: 'bridge show <bridge>',
  module: 'core',
  synopsis: 'Tell all of a bridge',
  usage: 'Tells the identifier, type, technology and channels of a bridge.',
  complete: completeBridge,
  run(context, [wanted = '']) {
    const found = context
      .use(bridgesPort)
      .list()
      .find(({ bridge }) => bridge.id === wanted);
    if (!found) return `Bridge '${wanted}' not found\n`;
    const { bridge, members, createdMs } = found;
    const channels = context.use(channelsPort);
    return [
      `Id: ${bridge.id}`,
      `Type: ${bridge.kind}`,
      `Technology: ${bridgeTechnology(bridge.kind)}`,
      `Subclass: ${bridge.kind}`,
      `Creator: ${bridge.creator}`,
      `Name: ${bridge.name}`,
      'Video-Mode: none',
      'Video-Source-Id: ',
      `Num-Channels: ${members.length}`,
      `Num-Active: ${members.length}`,
      `Duration: ${formatClock(context.clock.now() - createdMs)}`,
      ...members.map((id) => `Channel: ${channels.find(id)?.name ?? id}`),
      '',
    ].join('\n');
  },
});
