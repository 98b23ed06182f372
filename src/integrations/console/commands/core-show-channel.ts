import type { Channel } from '../../../channel/channel.ts';
import { channelStateNumber } from '../../../channel/state.ts';
import { type CommandContext, defineCliCommand } from '../../../extend/define-cli-command.ts';
import { functionKind } from '../../../extend/kinds.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';
import { completeChannel } from '../complete.ts';

/** CDR fields in the order in which they are listed. */
const CDR_FIELDS =
  'clid src dst dcontext channel dstchannel lastapp lastdata start answer end duration billsec disposition amaflags accountcode uniqueid linkedid userfield sequence'.split(
    ' ',
  );

/** `core show channel NAME`. */
export const command = defineCliCommand({
  command: 'core show channel <channel>',
  module: 'core',
  synopsis: 'Show all about one channel',
  complete: completeChannel,
  async run(context, [name = '']) {
    const channel = context.use(channelsPort).find(name);
    if (!channel) return `${name} is not a known channel\n`;
    return `${general(channel, context.clock.now())}${place(channel)}${variables(channel)}${await callRecord(context, channel)}`;
  },
});

function general(channel: Channel, nowMs: number): string {
  const { caller, connected, dialed } = channel.parties;
  const known = (text: string | undefined): string => text || '(N/A)';
  const seconds = Math.floor((nowMs - channel.createdMs) / 1000);
  const elapsed = `${Math.floor(seconds / 3600)}h${Math.floor(seconds / 60) % 60}m${seconds % 60}s`;
  return ` -- General --
           Name: ${channel.name}
           Type: ${channel.technology}
       UniqueID: ${channel.uniqueId}
       LinkedID: ${channel.linkedId}
      Caller ID: ${known(caller.number)}
 Caller ID Name: ${known(caller.name)}
Connected Line ID: ${known(connected.number)}
Connected Line ID Name: ${known(connected.name)}
Eff. Connected Line ID: ${known(connected.number)}
Eff. Connected Line ID Name: ${known(connected.name)}
    DNID Digits: ${known(dialed)}
       Language: ${channel.settings.language}
          State: ${channel.state} (${channelStateNumber(channel.state)})
   Elapsed Time: ${elapsed}
      Bridge ID: ${channel.bridgeId ?? '(Not bridged)'}
`;
}

function place({ position, settings }: Channel): string {
  return ` --   PBX   --
        Context: ${position.context}
      Extension: ${position.exten}
       Priority: ${position.priority}
     Call Group: ${settings.callGroup || '0'}
   Pickup Group: ${settings.pickupGroup || '0'}
    Application: ${position.application || '(N/A)'}
           Data: ${position.applicationData || '(None)'}
`;
}

function variables(channel: Channel): string {
  const lines = [...channel.variables.list()].map(([name, value]) => `${name}=${value}\n`);
  return `      Variables:\n${lines.join('')}`;
}

async function callRecord(context: CommandContext, channel: Channel): Promise<string> {
  if (!context.use(registryPort).find(functionKind, 'CDR')) return '';
  const dialplan = context.use(dialplanPort);
  const call = dialplan.callOf(channel);
  let text = '  CDR Variables:\n';
  for (const field of CDR_FIELDS) {
    const value = await dialplan.readFunction(call, `CDR(${field},u)`);
    if (value !== '') text += `level 1: ${field}=${value}\n`;
  }
  return text;
}
