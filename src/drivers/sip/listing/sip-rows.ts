import { groupNumbers } from '../../../channel/group-numbers.ts';
import { formatCallerId, presentationOf } from '../../../channel/party.ts';
import { parseUri } from '../../../sip/message/uri.ts';
import type { RegistrationState } from '../../../sip/registration/registration-client.ts';
import type { Aor, Endpoint } from '../config/endpoint.ts';
import type { Contact } from '../location/locations.ts';
import type { RunningRegistration } from '../outbound-registrations.ts';
import type { SipStack } from '../sip-stack.ts';
import { sipLegs } from './sip-call-rows.ts';

/** The endpoints of sip.conf that are peers, by name. */
export function peersOf(stack: SipStack): Endpoint[] {
  return stack.book.endpoints
    .filter(({ dialect, callsOut }) => dialect === 'SIP' && callsOut)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Where a peer is, for its row. */
export interface Place {
  readonly aor: Aor | undefined;
  readonly contact: Contact | undefined;
  readonly host: string;
  readonly port: number;
}

/** Where a peer is now; host empty and port 0 where nobody knows. */
export function placeOf(stack: SipStack, endpoint: Endpoint): Place {
  const [aor] = stack.book.aorsOf(endpoint);
  const [contact] = stack.locations.contactsOf(endpoint);
  const uri = contact && parseUri(contact.uri);
  const host = contact?.binding?.host ?? stack.locations.hosts.addressesOf(uri?.host ?? '')[0] ?? uri?.host ?? '';
  return { aor, contact, host, port: contact?.binding?.port ?? (contact ? (uri?.port ?? 5060) : 0) };
}

/** `OK (4 ms)` and its kin. */
export function statusOf({ aor, contact }: Place): string {
  if (!aor?.qualify) return 'Unmonitored';
  if (!contact) return 'UNKNOWN';
  const ms = Math.round(contact.roundTripMs ?? 0);
  return { unknown: 'UNKNOWN', reachable: `OK (${ms} ms)`, lagged: `LAGGED (${ms} ms)`, unreachable: 'UNREACHABLE' }[
    contact.reachability
  ];
}

function autoWord(mode: 'yes' | 'no' | 'auto'): string {
  return { yes: 'Yes', no: 'No', auto: 'Auto (No)' }[mode];
}

const PEER_WIDTHS = [25, 39, 3, 10, 10, 3, 8, 11, 32];

function peerLine(cells: readonly string[]): string {
  return `${cells.map((cell, i) => cell.slice(0, i === 7 ? undefined : PEER_WIDTHS[i]).padEnd(PEER_WIDTHS[i] ?? 0)).join(' ')} \n`;
}

/** `sip show peers`. */
export function listPeers(stack: SipStack, peers: readonly Endpoint[]): string {
  const counts = { online: 0, offline: 0, unmonitoredOnline: 0, unmonitoredOffline: 0 };
  const rows = peers.map((endpoint) => {
    const place = placeOf(stack, endpoint);
    const { aor, contact } = place;
    const status = statusOf(place);
    if (!aor?.qualify) counts[contact ? 'unmonitoredOnline' : 'unmonitoredOffline']++;
    else counts[status.startsWith('OK') || status.startsWith('LAGGED') ? 'online' : 'offline']++;
    const user = aor?.defaultUser || (contact?.binding ? (parseUri(contact.uri)?.user ?? '') : '');
    return peerLine([
      user === '' ? endpoint.name : `${endpoint.name}/${user}`,
      place.host || '(Unspecified)',
      aor?.fixed ? '' : ' D ',
      autoWord(endpoint.symmetricSignalling),
      endpoint.symmetricMedia === 'yes' ? 'Yes' : 'No',
      endpoint.addresses.length > 0 ? ' A ' : '',
      String(place.port),
      status,
      endpoint.description,
    ]);
  });
  const heading = peerLine([
    'Name/username',
    'Host',
    'Dyn',
    'Forcerport',
    'Comedia',
    'ACL',
    'Port',
    'Status',
    'Description',
  ]);
  return `${heading}${rows.join('')}${rows.length} sip peers [Monitored: ${counts.online} online, ${counts.offline} offline Unmonitored: ${counts.unmonitoredOnline} online, ${counts.unmonitoredOffline} offline]\n`;
}

/** What other stacks can do, in the place where the old driver shows it. */
const NOT_HERE: ReadonlyArray<readonly [string, string]> = [
  ['DirectMedACL', 'No'],
  ['T.38 support', 'No'],
  ['T.38 EC mode', 'Unknown'],
  ['T.38 MaxDtgrm', '4294967295'],
  ['DirectMedia', 'No'],
  ['PromiscRedir', 'No'],
  ['User=Phone', 'No'],
  ['Video Support', 'No'],
  ['Text Support', 'No'],
  ['Ign SDP ver', 'No'],
];

/** `Word` of `word`. */
export function capitalized(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

/** The host of a peer that does not register; '' for one that does. */
export function configuredHost(aor: Aor | undefined): string {
  return aor?.fixed ? (parseUri(aor.contacts[0]?.uri ?? '')?.host ?? '') : '';
}

/** What `insecure` says, in Asterisk's words. */
export function insecureWords(endpoint: Endpoint): string {
  return [...(anyPort(endpoint) ? ['port'] : []), ...(endpoint.trustCalls ? ['invite'] : [])].join(',') || 'no';
}

/** How long a call lives without a sign of life, as the old driver shows it. */
export function timerRows({ sessionTimers }: Endpoint): ReadonlyArray<readonly [string, string]> {
  const { use, refresher, expirySeconds } = sessionTimers;
  return [
    ['Sess-Timers', capitalized(use)],
    ['Sess-Refresh', refresher],
    ['Sess-Expires', `${expirySeconds} secs`],
  ];
}

/** `sip show peer NAME`: the settings that this stack has, under Asterisk's names. */
export function describePeer(stack: SipStack, endpoint: Endpoint, nowMs: number): string {
  const place = placeOf(stack, endpoint);
  const { aor, contact } = place;
  const binding = contact?.binding;
  const secret = endpoint.accounts[0]?.secret;
  const yes = (on: boolean): string => (on ? 'Yes' : 'No');
  const set = (on: boolean): string => (on ? '<Set>' : '<Not set>');
  const rows: Array<readonly [string, string]> = [
    ['* Name', endpoint.name],
    ['Description', endpoint.description],
    ['Secret', set(secret !== undefined && 'password' in secret)],
    ['MD5Secret', set(secret !== undefined && 'ha1' in secret)],
    ['Remote Secret', set(false)],
    ['Context', endpoint.context],
    ['Record On feature ', 'automon'],
    ['Record Off feature ', 'automon'],
    ['Subscr.Cont.', endpoint.lamps.context === endpoint.context ? '<Not set>' : endpoint.lamps.context],
    ['Language', endpoint.language],
    ['Tonezone', endpoint.toneZone || '<Not set>'],
    ['AMA flags', ['default', 'omit', 'billing', 'documentation'][endpoint.amaFlags ?? -1] ?? 'Unknown'],
    ['Transfer mode', endpoint.transfers ? 'open' : 'closed'],
    ['CallingPres', presentationOf({ ...endpoint.caller, number: endpoint.caller?.number || '-' }).text],
    ['Callgroup', groupNumbers(endpoint.callGroup).join(', ')],
    ['Pickupgroup', groupNumbers(endpoint.pickupGroup).join(', ')],
    ['Named Callgr', endpoint.namedCallGroup],
    ['Nam. Pickupgr', endpoint.namedPickupGroup],
    ['MOH Suggest', endpoint.musicClass],
    ['Mailbox', endpoint.mailboxes],
    ['VM Extension', endpoint.lamps.voicemail || 'asterisk'],
    ['LastMsgsSent', '0/0'],
    ['Call limit', String(endpoint.callLimit)],
    ...(endpoint.busyLevel > 0 ? [['Busy level', String(endpoint.busyLevel)] as const] : []),
    ['Max forwards', '0'],
    ['Dynamic', yes(!aor?.fixed)],
    ['Callerid', formatCallerId(endpoint.caller ?? {})],
    ['MaxCallBR', '384 kbps'],
    ['Expire', String(binding ? Math.round((binding.expiresAtMs - nowMs) / 1000) : -1)],
    ['Insecure', insecureWords(endpoint)],
    ['Force rport', autoWord(endpoint.symmetricSignalling)],
    ['Symmetric RTP', endpoint.symmetricMedia === 'yes' ? 'Yes' : 'No'],
    ['ACL', yes(endpoint.addresses.length > 0)],
    ['ContactACL', yes(endpoint.contactAddresses.length > 0)],
    ...NOT_HERE,
    ['Trust RPID', yes(endpoint.trustIdentity)],
    ['Send RPID', yes(endpoint.sendIdentity !== 'no')],
    ['Path support', 'No'],
    ['Path', 'N/A'],
    ['TrustIDOutbnd', 'Legacy'],
    ['Subscriptions', yes(endpoint.lamps.allowed)],
    ['Overlap dial', yes(endpoint.overlap)],
    ['DTMFmode', endpoint.digits === 'rfc4733' ? 'rfc2833' : endpoint.digits],
    ['Timer T1', '500'],
    ['Timer B', '32000'],
    ['ToHost', configuredHost(aor)],
    ['Addr->IP', place.host === '' ? '(null)' : `${place.host}:${place.port}`],
    ['Defaddr->IP', '(null)'],
    ['Prim.Transp.', endpoint.protocol ?? 'UDP'],
    ['Allowed.Trsp', endpoint.protocol ?? 'UDP'],
    ['Def. Username', aor?.defaultUser ?? ''],
    ['SIP Options', '(none)'],
    ['Codecs', `(${endpoint.codecs.join('|')})`],
    ['Auto-Framing', 'No'],
    ['Status', statusOf(place)],
    ['Useragent', binding?.userAgent ?? ''],
    ['Reg. Contact', binding?.contact ?? ''],
    ['Qualify Freq', `${aor?.qualify?.everyMs ?? 60_000} ms`],
    ['Keepalive', '0 ms'],
    ...timerRows(endpoint),
    ['Min-Sess', `${endpoint.sessionTimers.leastSeconds} secs`],
    ['RTP Engine', 'asterisk'],
    ['Parkinglot', endpoint.parkingLot],
    ['Use Reason', yes(endpoint.reasons)],
    ['Encryption', 'No'],
    ['RTCP Mux', 'No'],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(13)}: ${value}\n`);
  const variables = endpoint.variables.map(({ name, value }) => `                 ${name} = ${value}\n`);
  return `\n\n${lines.join('')}${variables.length > 0 ? `  Variables    :\n${variables.join('')}` : ''}\n`;
}

function anyPort(endpoint: Endpoint): boolean {
  return endpoint.byAddress.some(({ port }) => port === undefined);
}

const STATE_WORDS: Readonly<Record<RegistrationState, string>> = {
  idle: 'Unregistered',
  trying: 'Request Sent',
  registered: 'Registered',
  waiting: 'Failed',
  rejected: 'Rejected',
};

/** The state of a registration of ours, in the old driver's words. */
export function registryState({ client }: RunningRegistration): string {
  if (client.state === 'waiting' && client.status === 408) return 'Timeout';
  if (client.state === 'rejected' && client.status === 401) return 'No Authentication';
  return STATE_WORDS[client.state];
}

/** `sip show registry`. */
export function listRegistry(stack: SipStack): string {
  const line = (host: string, dns: string, user: string, refresh: string, state: string, time: string): string =>
    `${host.slice(0, 39).padEnd(39)} ${dns.padEnd(6)} ${user.slice(0, 12).padEnd(12)}  ${refresh.padStart(8)} ${state.padEnd(20)} ${time.padEnd(25)}\n`;
  const running = stack.registrations.list().filter(({ spec }) => spec.dialect === 'SIP');
  const rows = running.map((registration) => {
    const { spec, client } = registration;
    const server = parseUri(spec.server);
    const time =
      client.registeredAtMs === undefined ? '' : new Date(client.registeredAtMs).toUTCString().replace(/ GMT$/, '');
    const refresh = client.refreshSeconds || spec.expirySeconds;
    return line(
      `${server?.host ?? ''}:${server?.port ?? 5060}`,
      'N',
      parseUri(spec.address)?.user ?? '',
      String(refresh),
      registryState(registration),
      time,
    );
  });
  const heading = `${'Host'.padEnd(39)} ${'dnsmgr'} ${'Username'.padEnd(12)}  ${' Refresh'} ${'State'.padEnd(20)} ${'Reg.Time'.padEnd(25)}\n`;
  return `${heading}${rows.join('')}${rows.length} SIP registrations.\n`;
}

/** `sip show channels`. */
export function listSipChannels(stack: SipStack): string {
  const line = (cells: readonly string[]): string => {
    const widths = [15, 15, 15, 15, 7, 15, 10, 10];
    return `${cells.map((cell, i) => cell.slice(0, widths[i]).padEnd(widths[i] ?? 0)).join('  ')}\n`;
  };
  const heading =
    'Peer             User/ANR         Call ID          Format           Hold     Last Message    Expiry     Peer      \n';
  const legs = sipLegs(stack);
  const rows = legs.map((leg) =>
    line([
      leg.session?.peerFlow.remote.host ?? '',
      leg.incoming ? leg.endpoint.name : leg.channel.position.exten || leg.endpoint.name,
      leg.callId,
      `(${leg.codec})`,
      leg.held ? 'Yes' : 'No',
      leg.session?.established ? (leg.incoming ? 'Rx: ACK' : 'Tx: ACK') : leg.incoming ? 'Rx: INVITE' : 'Tx: INVITE',
      '',
      leg.endpoint.name,
    ]),
  );
  return `${heading}${rows.join('')}${rows.length} active SIP dialog${rows.length === 1 ? '' : 's'}\n`;
}
