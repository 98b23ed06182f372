import type { EvaluationContext } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { groupNumbers } from '../../channel/group-numbers.ts';
import { hangupHandlersKey } from '../../channel/hangup-handlers.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** What can be read of every channel, by name in small letters. */
const READERS: Readonly<Record<string, (channel: Channel) => string>> = {
  accountcode: ({ settings }) => settings.accountCode,
  amaflags: ({ settings }) => String(settings.amaFlags),
  appdata: ({ position }) => position.applicationData,
  appname: ({ position }) => position.application,
  callgroup: ({ settings }) => groupNumbers(settings.callGroup).join(', '),
  channame: ({ name }) => name,
  channeltype: ({ technology }) => technology,
  checkhangup: ({ hungUp }) => (hungUp ? '1' : '0'),
  context: ({ position }) => position.context,
  exten: ({ position }) => position.exten,
  hangupsource: () => '',
  language: ({ settings }) => settings.language,
  linkedid: ({ linkedId }) => linkedId,
  musicclass: ({ settings }) => settings.musicClass,
  name: ({ name }) => name,
  parkinglot: ({ settings }) => settings.parkingLot,
  peer: ({ variables }) => variables.get('BRIDGEPEER') ?? '',
  peeraccount: ({ settings }) => settings.peerAccount,
  namedcallgroup: ({ settings }) => settings.namedCallGroup,
  namedpickupgroup: ({ settings }) => settings.namedPickupGroup,
  pickupgroup: ({ settings }) => groupNumbers(settings.pickupGroup).join(', '),
  state: ({ state }) => state,
  tonezone: ({ settings }) => settings.toneZone,
  uniqueid: ({ uniqueId }) => uniqueId,
  userfield: ({ settings }) => settings.userField,
};

const AMA_FLAGS: Readonly<Record<string, number>> = { default: 3, omit: 1, billing: 2, documentation: 3 };

/** What can be set on every channel. */
const WRITERS: Readonly<Record<string, (channel: Channel, value: string) => void>> = {
  accountcode: (channel, value) => channel.setAccountCode(value),
  amaflags: ({ settings }, value) => void (settings.amaFlags = AMA_FLAGS[value.toLowerCase()] ?? (Number(value) || 0)),
  callgroup: ({ settings }, value) => void (settings.callGroup = value),
  language: ({ settings }, value) => void (settings.language = value),
  musicclass: ({ settings }, value) => void (settings.musicClass = value),
  parkinglot: ({ settings }, value) => void (settings.parkingLot = value),
  peeraccount: ({ settings }, value) => void (settings.peerAccount = value),
  namedcallgroup: ({ settings }, value) => void (settings.namedCallGroup = value),
  namedpickupgroup: ({ settings }, value) => void (settings.namedPickupGroup = value),
  pickupgroup: ({ settings }, value) => void (settings.pickupGroup = value),
  tonezone: ({ settings }, value) => void (settings.toneZone = value),
  userfield: ({ settings }, value) => void (settings.userField = value),
  hangup_handler_push: ({ attachments }, value) => void attachments.ensure(hangupHandlersKey, () => []).unshift(value),
  hangup_handler_pop({ attachments }, value) {
    const handlers = attachments.ensure(hangupHandlersKey, () => []);
    handlers.shift();
    if (value !== '') handlers.unshift(value);
  },
  hangup_handler_wipe: ({ attachments }, value) => attachments.set(hangupHandlersKey, value === '' ? [] : [value]),
};

/** Items that some technology knows, or Asterisk has and Asterism not: nobody has misspelt them. */
const OF_TECHNOLOGIES = [
  ...['audionativeformat', 'audioreadformat', 'audiowriteformat', 'videonativeformat', 'videoreadformat'],
  ...[
    'videowriteformat',
    'trace',
    'rxgain',
    'txgain',
    'transfercapability',
    'max_forwards',
    'tdd',
    'after_bridge_goto',
  ],
  ...['dtmf_features', 'hangupsource', 'appname', 'appdata', 'secure_signaling', 'secure_media', 'secure_bridge_media'],
  ...['secure_bridge_signaling', 'dialed_extension', 'caller_url', 'call-id', 'peerip', 'recvip', 'from', 'uri'],
  ...['useragent', 'peername', 't38passthrough', 'rtpqos', 'rtpdest', 'rtpsource', 'rtp', 'rtcp', 'pjsip', 'endpoint'],
  ...['contact', 'aor', 'dahdi_channel', 'dahdi_span', 'dahdi_group', 'dahdi_type', 'keypad_digits', 'reversecharge'],
  ...['no_media_path', 'buffers', 'echocan_mode', 'ccnr', 'callid', 'codec', 'target', 'transport', 'oslip', 'osrip'],
];

/** Settings and facts of the channel. */
export const dialplanFunction = defineFunction({
  name: 'CHANNEL',
  module: 'func_channel',
  synopsis: 'A setting or a fact of the channel',
  description: [
    `To be read: ${Object.keys(READERS).join(', ')}, and what the technology knows (peerip, recvip and so on).`,
    `To be set: ${Object.keys(WRITERS).join(', ')}.`,
  ],
  arguments: { item: rest('which one') },
  items: {
    read: [...Object.keys(READERS), ...OF_TECHNOLOGIES],
    write: [...Object.keys(WRITERS), ...OF_TECHNOLOGIES],
  },
  examples: ['same => n,Set(CHANNEL(language)=de)', 'same => n,NoOp(${CHANNEL(state)})'],
  read(context, { item }) {
    const channel = context.call?.channel;
    if (!channel) return '';
    const value = READERS[item.toLowerCase()]?.(channel) ?? channel.leg.read?.(item);
    if (value === undefined) complain(context, item);
    return value ?? '';
  },
  write(context, { item }, value) {
    const channel = context.call?.channel;
    if (!channel) return;
    const write = WRITERS[item.toLowerCase()];
    if (write) {
      write(channel, value);
      channel.touch();
    } else if (!channel.leg.write?.(item, value)) complain(context, item);
  },
});

function complain(context: EvaluationContext, item: string): void {
  context.warn(`Unknown or unavailable item requested: '${item}'`);
}
