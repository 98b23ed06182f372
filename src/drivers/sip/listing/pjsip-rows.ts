import { formatClock } from '../../../base/duration.ts';
import type { DeviceState } from '../../../channel/state.ts';
import { formatAddress } from '../../../net/address.ts';
import type { Aor, Endpoint, SipTransport } from '../config/endpoint.ts';
import { contactHash } from '../location/binding-store.ts';
import type { Contact } from '../location/locations.ts';
import type { SipStack } from '../sip-stack.ts';

/** The line under every heading. */
export const RULE = `${'='.repeat(90)}\n`;

/** The heading of listings of endpoints. */
export const ENDPOINT_HEADING = `
 Endpoint:  <Endpoint/CID.....................................>  <State.....>  <Channels.>
    I/OAuth:  <AuthId/UserName...........................................................>
        Aor:  <Aor............................................>  <MaxContact>
      Contact:  <Aor/ContactUri..........................> <Hash....> <Status> <RTT(ms)..>
  Transport:  <TransportId........>  <Type>  <cos>  <tos>  <BindAddress..................>
   Identify:  <Identify/Endpoint.........................................................>
        Match:  <criteria.........................>
    Channel:  <ChannelId......................................>  <State.....>  <Time.....>
        Exten: <DialedExten...........>  CLCID: <ConnectedLineCID.......>
${RULE}`;

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

/** One endpoint with all that belongs to it. @param now epoch milliseconds. */
export function endpointRows(stack: SipStack, endpoint: Endpoint, now: number): string {
  const legs = [...stack.board.legsOf(endpoint)];
  const state = deviceStateText(stack, endpoint);
  const number = endpoint.caller?.number;
  const name = number ? `${endpoint.name}/${number}` : endpoint.name;
  let text = ` Endpoint:  ${name.padEnd(51)}  ${state.padEnd(12)}  ${legs.length} of inf\n`;
  for (const { username } of endpoint.accounts) text += `     InAuth:  ${endpoint.name}/${username}\n`;
  if (endpoint.credentials) text += `    OutAuth:  ${endpoint.name}/${endpoint.credentials.username}\n`;
  for (const aor of stack.book.aorsOf(endpoint)) {
    text += `        Aor:  ${aor.name.padEnd(49)}  ${aor.limits.mostContacts ?? 0}\n`;
    for (const contact of stack.locations.contactsAt(aor)) text += `      Contact:  ${contactRow(contact, 42)}`;
  }
  const transport = stack.book.transports.find((one) => one.name === endpoint.transport && one.dialect === 'PJSIP');
  if (transport) text += `  Transport:  ${transportRow(transport)}`;
  if (endpoint.byAddress.length > 0) {
    text += `   Identify:  ${endpoint.name}/${endpoint.name}\n`;
    for (const { range, host } of endpoint.byAddress) text += `        Match: ${range?.text ?? host}\n`;
  }
  for (const { channel } of legs) {
    const { position, parties } = channel;
    const app = position.application === '' ? '' : `/${position.application}`;
    text += `    Channel: ${`${channel.name}${app}`.padEnd(50)}  ${channel.state.padEnd(12)}  ${formatClock(now - channel.createdMs)}   \n`;
    text += `        Exten: ${position.exten.padEnd(24)}  CLCID: "${parties.connected.name ?? ''}" <${parties.connected.number ?? ''}>\n`;
  }
  return text;
}

/** One address of record, as a listing of them has it. */
export function aorRows(stack: SipStack, aor: Aor): string {
  let text = `      Aor:  ${aor.name.padEnd(51)}  ${aor.limits.mostContacts ?? 0}\n`;
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
