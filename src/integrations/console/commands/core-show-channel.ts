import type { Channel } from '../../../channel/channel.ts';
import { groupNumbers } from '../../../channel/group-numbers.ts';
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
  usage: 'Tells the parties, state, place in the dialplan, times, formats and variables of a channel.',
  complete: completeChannel,
  async run(context, [name = '']) {
    const channel = context.use(channelsPort).find(name);
    if (!channel) return `${name} is not a known channel\n`;
    const formats = await formatsOf(context, channel);
    return `${general(channel, formats, context.clock.now())}${place(channel)}${variables(channel)}${await callRecord(context, channel)}${streams(formats)}`;
  },
});

/** The formats of a channel's audio, and when it is hung up, as its functions tell them. */
interface Formats {
  readonly native: string;
  readonly read: string;
  readonly write: string;
  readonly hangupIn: string;
}

async function formatsOf(context: CommandContext, channel: Channel): Promise<Formats> {
  const dialplan = context.use(dialplanPort);
  const call = dialplan.callOf(channel);
  const known = context.use(registryPort);
  const read = async (name: string, item: string): Promise<string> =>
    known.find(functionKind, name) ? await dialplan.readFunction(call, `${name}(${item})`) : '';
  return {
    native: await read('CHANNEL', 'audionativeformat'),
    read: await read('CHANNEL', 'audioreadformat'),
    write: await read('CHANNEL', 'audiowriteformat'),
    hangupIn: String(Math.ceil(Number(await read('TIMEOUT', 'absolute')) || 0)),
  };
}

function general(channel: Channel, formats: Formats, nowMs: number): string {
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
  NativeFormats: ${formats.native}
    WriteFormat: ${formats.write}
     ReadFormat: ${formats.read}
 WriteTranscode: No 
  ReadTranscode: No 
 Time to Hangup: ${formats.hangupIn}
   Elapsed Time: ${elapsed}
      Bridge ID: ${channel.bridgeId ?? '(Not bridged)'}
`;
}

function place({ position, settings }: Channel): string {
  return ` --   PBX   --
        Context: ${position.context}
      Extension: ${position.exten}
       Priority: ${position.priority}
     Call Group: ${groupBits(settings.callGroup)}
   Pickup Group: ${groupBits(settings.pickupGroup)}
    Application: ${position.application || '(N/A)'}
           Data: ${position.applicationData || '(None)'}
`;
}

/** Groups as the bits of one number, as Asterisk shows them here. */
function groupBits(groups: string): bigint {
  return groupNumbers(groups).reduce((bits, group) => bits | (1n << BigInt(group)), 0n);
}

function variables(channel: Channel): string {
  const lines = [...channel.variables.list()].map(([name, value]) => `${name}=${value}\n`);
  return `      Variables:\n${lines.join('')}`;
}

function streams({ native }: Formats): string {
  return `\n -- Streams --\nName: audio-0\n    Type: audio\n    State: sendrecv\n    Group: -1\n    Formats: ${native}\n    Metadata:\n`;
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
