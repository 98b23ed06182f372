import { formatClock } from '../../base/duration.ts';
import type { Channel } from '../../channel/channel.ts';
import type { Dialplan } from '../../pbx/ports/dialplan.ts';
import { type Column, row } from './table.ts';
import { counted } from './uptime.ts';

const PLAIN: readonly Column[] = [{ width: 20 }, { width: 20 }, { width: 7 }, { width: 30 }];
const VERBOSE: readonly Column[] = [
  { width: 20 },
  { width: 20 },
  { width: 16 },
  { width: 4, right: true, whole: true },
  { width: 7 },
  { width: 12 },
  { width: 25 },
  { width: 15 },
  { width: 8, right: true },
  { width: 11 },
  { width: 11 },
  { width: 20 },
];

/** `core show channels`. */
export function plainChannels(channels: readonly Channel[]): string {
  const rows = channels.map(({ name, position, state }) => {
    const { context, exten, priority, application, applicationData } = position;
    return row(PLAIN, [
      name,
      exten === '' ? '(None)' : `${exten}@${context}:${priority}`,
      state,
      application === '' ? '(None)' : `${application}(${applicationData})`,
    ]);
  });
  return row(PLAIN, ['Channel', 'Location', 'State', 'Application(Data)']) + rows.join('');
}

/** `core show channels verbose`. */
export function verboseChannels(channels: readonly Channel[], nowMs: number): string {
  const header = [
    'Channel',
    'Context',
    'Extension',
    'Prio',
    'State',
    'Application',
    'Data',
    'CallerID',
    'Duration',
    'Accountcode',
    'PeerAccount',
    'BridgeID',
  ];
  const rows = channels.map((channel) => {
    const { position, settings, parties } = channel;
    return row(VERBOSE, [
      channel.name,
      position.context,
      position.exten,
      String(position.priority),
      channel.state,
      position.application || '(None)',
      position.applicationData,
      parties.caller.number ?? '',
      formatClock(nowMs - channel.createdMs),
      settings.accountCode,
      settings.peerAccount,
      channel.bridgeId ?? '',
    ]);
  });
  return row(VERBOSE, header) + rows.join('');
}

/** `core show channels concise`: fields between `!`, for programs. */
export function conciseChannels(channels: readonly Channel[], nowMs: number): string {
  return channels
    .map((channel) => {
      const { position, settings, parties } = channel;
      const fields = [
        channel.name,
        position.context,
        position.exten,
        position.priority,
        channel.state,
        position.application || '(None)',
        position.applicationData,
        parties.caller.number ?? '',
        settings.accountCode,
        settings.peerAccount,
        settings.amaFlags,
        Math.floor((nowMs - channel.createdMs) / 1000),
        channel.bridgeId ?? '',
        channel.uniqueId,
      ];
      return `${fields.join('!')}\n`;
    })
    .join('');
}

/** How many there are: the lines under the list of channels. */
export function channelCounts(channels: number, dialplan: Dialplan): string {
  return `${counted(channels, 'active channel')}\n${callCounts(dialplan)}`;
}

/** How many channels run the dialplan, and have run it. */
export function callCounts(dialplan: Dialplan): string {
  return `${counted(dialplan.running, 'active call')}\n${counted(dialplan.processed, 'call')} processed\n`;
}
