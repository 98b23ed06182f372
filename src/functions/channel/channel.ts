import type { EventBus } from '../../base/event-bus.ts';
import { afterBridgeKey } from '../../channel/after-bridge.ts';
import { defineAttachment } from '../../channel/attachment.ts';
import { type FeatureRight, featureRights } from '../../channel/bridge/feature-rights.ts';
import type { EvaluationContext } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { groupNumbers } from '../../channel/group-numbers.ts';
import { pushHangupHandler, takeHangupHandler } from '../../channel/hangup-handlers.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';

/** What can be read of every channel, by name in small letters. */
const READERS: Readonly<Record<string, (channel: Channel) => string | undefined>> = {
  accountcode: ({ settings }) => settings.accountCode,
  amaflags: ({ settings }) => String(settings.amaFlags),
  callgroup: ({ settings }) => groupNumbers(settings.callGroup).join(', '),
  channeltype: ({ technology }) => technology,
  checkhangup: ({ hungUp }) => (hungUp ? '1' : '0'),
  context: ({ position }) => position.context,
  exten: ({ position }) => position.exten,
  after_bridge_goto: ({ attachments }) => attachments.get(afterBridgeKey) ?? '',
  appdata: ({ position }) => (position.between ? undefined : position.applicationData),
  appname: ({ position }) => (position.between ? undefined : position.application),
  channame: ({ name }) => name,
  hangupsource: ({ settings }) => settings.hangupSource,
  lastcontext: ({ position }) => position.lastContext,
  lastexten: ({ position }) => position.lastExten,
  max_forwards: ({ settings }) => String(settings.maxForwards),
  onhold: ({ held }) => (held ? '1' : '0'),
  language: ({ settings }) => settings.language,
  linkedid: ({ linkedId }) => linkedId,
  musicclass: ({ settings }) => settings.musicClass,
  name: ({ name }) => name,
  parkinglot: ({ settings }) => settings.parkingLot,
  peer: ({ variables }) => variables.get('BRIDGEPEER') ?? '',
  peeraccount: ({ settings }) => settings.peerAccount,
  namedcallgroup: ({ settings }) => listed(settings.namedCallGroup),
  namedpickupgroup: ({ settings }) => listed(settings.namedPickupGroup),
  pickupgroup: ({ settings }) => groupNumbers(settings.pickupGroup).join(', '),
  dtmf_features: ({ attachments }) => letters(attachments.get(featureRights)),
  state: ({ state }) => state,
  tonezone: ({ settings }) => settings.toneZone || undefined,
  transfercapability: ({ attachments }) => attachments.get(capabilityKey) ?? 'SPEECH',
  uniqueid: ({ uniqueId }) => uniqueId,
  userfield: ({ settings }) => settings.userField,
};

/** What is told of a channel whose technology says nothing of it. */
const UNLESS_TOLD: Readonly<Record<string, string>> = {
  audionativeformat: '(slin)',
  audioreadformat: 'slin',
  audiowriteformat: 'slin',
  secure_bridge_media: '',
  secure_bridge_signaling: '',
  videonativeformat: '(nothing)',
};

/** Names as they were given, each once. Deviation: Asterisk 16 tells them in an order of its own. */
function listed(names: string): string {
  const all = names.split(',').map((name) => name.trim());
  return [...new Set(all)].filter((name) => name !== '').join(', ');
}

/** What a channel may do by digits in bridges, by the letters of Dial()'s options for the caller. */
const FEATURES: ReadonlyMap<string, FeatureRight> = new Map([
  ['T', 'transfer'],
  ['K', 'park'],
  ['H', 'disconnect'],
  ['W', 'record'],
  ['X', 'mix-record'],
]);

function letters(rights: ReadonlySet<FeatureRight> | undefined): string {
  return [...FEATURES].flatMap(([letter, right]) => (rights?.has(right) ? [letter] : [])).join('');
}

/** What an ISDN line would be asked to carry. */
const capabilityKey = defineAttachment<string>('transfer-capability');
const CAPABILITIES: readonly string[] = [
  ...['SPEECH', 'DIGITAL', 'RESTRICTED_DIGITAL', '3K1AUDIO', 'DIGITAL_W_TONES', 'VIDEO'],
];

const AMA_FLAGS: Readonly<Record<string, number>> = { default: 3, omit: 1, billing: 2, documentation: 3 };

/** What can be set on every channel. */
const WRITERS: Readonly<Record<string, (channel: Channel, value: string, bus: EventBus) => void>> = {
  accountcode: (channel, value) => channel.update({ accountCode: value }),
  amaflags: ({ settings }, value) => void (settings.amaFlags = AMA_FLAGS[value.toLowerCase()] ?? (Number(value) || 0)),
  callgroup: ({ settings }, value) => void (settings.callGroup = value),
  language: ({ settings }, value) => void (settings.language = value),
  musicclass: ({ settings }, value) => void (settings.musicClass = value),
  parkinglot: ({ settings }, value) => void (settings.parkingLot = value),
  peeraccount: ({ settings }, value) => void (settings.peerAccount = value),
  namedcallgroup: ({ settings }, value) => void (settings.namedCallGroup = value),
  namedpickupgroup: ({ settings }, value) => void (settings.namedPickupGroup = value),
  pickupgroup: ({ settings }, value) => void (settings.pickupGroup = value),
  after_bridge_goto: ({ attachments }, value) => attachments.set(afterBridgeKey, value),
  hangupsource: ({ settings }, value) => void (settings.hangupSource = value || settings.hangupSource),
  transfercapability({ attachments }, value) {
    const capability = CAPABILITIES.find((one) => one === value.toUpperCase());
    if (capability !== undefined) attachments.set(capabilityKey, capability);
  },
  userfield: ({ settings }, value) => void (settings.userField = value),
  hangup_handler_push: (channel, value, bus) => pushHangupHandler(channel, bus, value),
  hangup_handler_pop(channel, value, bus) {
    takeHangupHandler(channel, bus, 'pop');
    pushHangupHandler(channel, bus, value);
  },
  hangup_handler_wipe(channel, value, bus) {
    while (takeHangupHandler(channel, bus, 'pop') !== undefined);
    pushHangupHandler(channel, bus, value);
  },
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
    `To be set: ${Object.keys(WRITERS).join(', ')}, dtmf_features, tonezone, max_forwards.`,
    'after_bridge_goto, set on a called channel, is where it goes on when the other side has hung up.',
  ],
  arguments: { item: rest('which one') },
  items: {
    read: [...Object.keys(READERS), ...OF_TECHNOLOGIES],
    write: [...Object.keys(WRITERS), 'dtmf_features', 'tonezone', 'max_forwards', ...OF_TECHNOLOGIES],
  },
  examples: ['same => n,Set(CHANNEL(language)=de)', 'same => n,NoOp(${CHANNEL(state)})'],
  read(context, { item }) {
    const channel = context.call?.channel;
    if (!channel) return '';
    const name = item.toLowerCase();
    const value =
      (name === 'callid' ? callIdOf(context) : READERS[name]?.(channel)) ??
      channel.leg.read?.(item) ??
      UNLESS_TOLD[name];
    if (value === undefined) complain(context, item);
    return value ?? '';
  },
  write(context, { item }, value) {
    const channel = context.call?.channel;
    if (!channel) return;
    const name = item.toLowerCase();
    const write = WRITERS[name];
    if (name === 'tonezone') setToneZone(context, channel, value);
    else if (name === 'max_forwards') setMaxForwards(context, channel, value);
    else if (name === 'dtmf_features') setFeatures(context, channel, value);
    else if (write) {
      if (/^(callgroup|pickupgroup)$/.test(name)) warnOfGroups(context, value);
      write(channel, value, context.use(eventsPort));
      channel.touch();
    } else if (!channel.leg.write?.(item, value)) complain(context, item);
  },
});

function setToneZone(context: EvaluationContext, { settings }: Channel, value: string): void {
  if (context.use(tonesPort).hasZone(value)) settings.toneZone = value;
  else
    context.log.error(
      `Unknown country code '${value}' for tonezone. Check indications.conf for available country codes.`,
    );
}

function setMaxForwards(context: EvaluationContext, { settings }: Channel, value: string): void {
  if (/^\s*-?\d/.test(value)) settings.maxForwards = Number.parseInt(value, 10);
  else context.warn(`Unable to set max forwards to '${value}'`);
}

/** As the lines of the log show it. */
function callIdOf({ log }: EvaluationContext): string | undefined {
  const id = log.callId();
  return id === undefined ? undefined : `[${id}]`;
}

function setFeatures(context: EvaluationContext, { attachments }: Channel, value: string): void {
  if (/[^A-Z]/.test(value)) {
    context.log.error(`Features string '${value}' rejected because it contains non-uppercase feature.`);
    return;
  }
  const others = [...value].filter((letter) => !FEATURES.has(letter)).join('');
  if (others !== '') context.warn(`Features '${others}' from features string '${value}' can not be applied.`);
  attachments.set(featureRights, new Set([...value].flatMap((letter) => FEATURES.get(letter) ?? [])));
}

function warnOfGroups(context: EvaluationContext, value: string): void {
  for (const part of value.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,3})(?:-(\d{1,3}))?\s*$/.exec(part) ?? [];
    if (first === undefined) {
      if (part.trim() !== '')
        context.log.error(`Syntax error parsing group configuration '${value}' at '${part}'. Ignoring.`);
    } else
      for (let group = Math.max(64, Number(first)); group <= Number(last); group++)
        context.warn(`Ignoring invalid group ${group} (maximum group is 63)`);
  }
}

function complain(context: EvaluationContext, item: string): void {
  context.warn(`Unknown or unavailable item requested: '${item}'`);
}
