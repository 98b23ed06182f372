import { formatClock } from '../../../base/duration.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { DeviceState } from '../../../channel/state.ts';
import { formatAddress } from '../../../net/address.ts';
import { parseAddressRange } from '../../../net/cidr.ts';
import type { Aor, Endpoint, ShownObject, SipTransport } from '../config/endpoint.ts';
import { contactHash } from '../location/binding-store.ts';
import type { Contact } from '../location/locations.ts';
import type { SipStack } from '../sip-stack.ts';

/** The line under every heading. */
export const RULE = `${'='.repeat(90)}\n`;

/** The heading of listings of endpoints. */
export const ENDPOINT_HEADING = ` Endpoint:  <Endpoint/CID.....................................>  <State.....>  <Channels.>
    I/OAuth:  <AuthId/UserName...........................................................>
        Aor:  <Aor............................................>  <MaxContact>
      Contact:  <Aor/ContactUri..........................> <Hash....> <Status> <RTT(ms)..>
  Transport:  <TransportId........>  <Type>  <cos>  <tos>  <BindAddress..................>
   Identify:  <Identify/Endpoint.........................................................>
        Match:  <criteria.........................>
    Channel:  <ChannelId......................................>  <State.....>  <Time.....>
        Exten: <DialedExten...........>  CLCID: <ConnectedLineCID.......>
`;

const STATES: Readonly<Record<DeviceState, string>> = {
  UNKNOWN: 'Unknown',
  NOT_INUSE: 'Not in use',
  INUSE: 'In use',
  BUSY: 'Busy',
  INVALID: 'Invalid',
  UNAVAILABLE: 'Unavailable',
  RINGING: 'Ringing',
  RINGINUSE: 'Ring+Inuse',
  ONHOLD: 'On Hold',
};

/** What an endpoint is doing, in words. */
export function deviceStateText(stack: SipStack, endpoint: Endpoint): string {
  return STATES[stack.board.state(endpoint, () => stack.locations.isReachable(endpoint))];
}

/** The one line of an endpoint. */
export function endpointRow(stack: SipStack, endpoint: Endpoint): string {
  const number = endpoint.caller?.number;
  const name = number ? `${endpoint.name}/${number}` : endpoint.name;
  const calls = `${stack.board.countOf(endpoint)} of inf`;
  return ` Endpoint:  ${name.padEnd(51)}  ${deviceStateText(stack, endpoint).padEnd(12)}  ${calls}\n`;
}

/** One endpoint with all that belongs to it. @param now epoch milliseconds. */
export function endpointRows(stack: SipStack, endpoint: Endpoint, now: number): string {
  const { objects, transports } = stack.book;
  const account = (name: string): string => {
    const auth = objects.find((one) => one.type === 'auth' && one.name === name);
    return auth ? `${name}/${optionOf(auth, 'username')}` : name;
  };
  let text = endpointRow(stack, endpoint);
  for (const name of wordsOf(optionOf(endpoint, 'outbound_auth'))) text += `    OutAuth:  ${account(name)}\n`;
  for (const name of wordsOf(optionOf(endpoint, 'auth'))) text += `     InAuth:  ${account(name)}\n`;
  for (const aor of stack.book.aorsOf(endpoint)) {
    text += `        Aor:  ${aor.name.padEnd(49)}  ${aor.limits.mostContacts ?? 0}\n`;
    for (const contact of stack.locations.contactsAt(aor)) text += `      Contact:  ${contactRow(contact, 42)}`;
  }
  const transport = transports.find((one) => one.name === endpoint.transport && one.dialect === 'PJSIP');
  if (transport) text += `  Transport:  ${transportRow(transport)}`;
  for (const identify of objects) {
    if (identify.type === 'identify' && optionOf(identify, 'endpoint') === endpoint.name)
      text += `   Identify:  ${identifyRow(identify)}${matchRows(identify, '        ')}`;
  }
  for (const { channel } of stack.board.legsOf(endpoint)) text += channelRows(channel, now, '    ', 50);
  return text;
}

/** `name/endpoint` of a section that recognises addresses. */
export function identifyRow(identify: ShownObject): string {
  return `${identify.name}/${optionOf(identify, 'endpoint')}\n`;
}

/** What a section recognises, a line each. */
export function matchRows(identify: ShownObject, indent: string): string {
  const matches = wordsOf(optionOf(identify, 'match')).map((text) => parseAddressRange(text)?.text ?? text);
  const header = optionOf(identify, 'match_header');
  return [...matches, ...(header === '' ? [] : [header])].map((text) => `${indent}Match: ${text}\n`).join('');
}

/** A channel, in one line. @param now epoch milliseconds. @param width of its name. */
export function channelRow(channel: ShownChannel, now: number, indent: string, width: number): string {
  const { application } = channel.position;
  const app = application === '' ? '' : `/${application}`;
  const name = `${channel.name}${app}`.padEnd(width);
  return `${indent}Channel: ${name}  ${channel.state.padEnd(12)}  ${formatClock(now - channel.createdMs)}   \n`;
}

/** A channel with where it is and whom it talks to. */
export function channelRows(channel: Channel, now: number, indent: string, width: number): string {
  const { position, parties } = channel;
  const { name: caller = '', number = '' } = parties.connected;
  const row = channelRow(channel, now, indent, width);
  return `${row}${indent}    Exten: ${position.exten.padEnd(width - 26)}  CLCID: "${caller}" <${number}>\n`;
}

type ShownChannel = Pick<Channel, 'position' | 'name' | 'state' | 'createdMs'>;

/** The value of an option as it is shown; empty where there is none. */
export function optionOf({ shown }: Pick<ShownObject, 'shown'>, name: string): string {
  return shown.find(([known]) => known === name)?.[1] ?? '';
}

/** The parts of a list with commas. */
function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** The one line of an address of record. */
export function aorRow({ name, limits }: Aor): string {
  return `      Aor:  ${name.padEnd(51)}  ${limits.mostContacts ?? 0}\n`;
}

/** An address of record with its contacts. */
export function aorRows(stack: SipStack, aor: Aor): string {
  let text = aorRow(aor);
  for (const contact of stack.locations.contactsAt(aor)) text += `    Contact:  ${contactRow(contact, 44)}`;
  return text;
}

/** One contact. @param width of the name's column. */
export function contactRow(contact: Contact, width: number): string {
  const status = {
    unknown: contact.aor.qualify ? 'Unknown' : 'NonQual',
    reachable: 'Avail',
    lagged: 'Avail',
    unreachable: 'Unavail',
  }[contact.reachability];
  const roundTrip = contact.roundTripMs === undefined ? 'nan' : contact.roundTripMs.toFixed(3);
  const name = `${contact.aor.name}/${contact.uri}`.padEnd(width);
  return `${name} ${contactHash(contact.uri).slice(0, 10)} ${status.padEnd(8)} ${roundTrip.padStart(10)}\n`;
}

/** One transport, from its name on. */
export function transportRow(transport: SipTransport, width = 21): string {
  const bind = formatAddress(transport);
  return `${transport.name.padEnd(width)}  ${transport.protocol.toLowerCase().padStart(6)}  ${'0'.padStart(5)}  ${'0'.padStart(5)}  ${bind}\n`;
}

/** The end of a listing. */
export function objectsFound(count: number): string {
  return count === 0 ? 'No objects found.\n\n' : `\nObjects found: ${count}\n\n`;
}

/** The options of one object, by name. */
export function parameterTable(options: ReadonlyArray<readonly [name: string, value: string]>): string {
  const rows = [...options].sort(([a], [b]) => (a < b ? -1 : 1));
  const heading = ['ParameterName', 'ParameterValue'] as const;
  const width = Math.max(heading[0].length, ...rows.map(([name]) => name.length));
  const values = Math.max(heading[1].length, ...rows.map(([, value]) => value.length));
  const line = ([name, value]: readonly [string, string]): string => ` ${name.padEnd(width)} : ${value}\n`;
  return `${line(heading)} ${'='.repeat(width + 3 + values)}\n${rows.map(line).join('')}\n`;
}
