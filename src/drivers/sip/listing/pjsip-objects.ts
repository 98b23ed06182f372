import { actionMark, type ManagerHeaders, type ManagerRequest } from '../../../extend/define-manager-action.ts';
import { formatAddress } from '../../../net/address.ts';
import type { Aor, Endpoint, ShownObject } from '../config/endpoint.ts';
import type { EndpointBook } from '../endpoint-book.ts';
import { contactHash } from '../location/binding-store.ts';
import type { Contact } from '../location/locations.ts';
import type { SipStack } from '../sip-stack.ts';
import { maskedNetworks } from './masked-networks.ts';
import { deviceStateText, optionOf } from './pjsip-rows.ts';

/** An option's name as a header: `qualify_timeout` is `QualifyTimeout`. */
function headerName(option: string): string {
  return option
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** An event about one object of pjsip.conf: its kind, its name, and its options in Asterisk's order. */
export function objectHeaders(
  request: ManagerRequest,
  event: string,
  { type, name, shown }: ShownObject,
  renamed: Readonly<Record<string, readonly [name: string, value: string]>> = {},
): ManagerHeaders {
  return [
    ['Event', event],
    ...actionMark(request),
    ['ObjectType', type],
    ['ObjectName', name],
    ...shown.map(([option, value]) => renamed[option] ?? ([headerName(option), value] as const)),
  ];
}

/** A transport of pjsip.conf with its options; undefined where there is none of that name. */
export function shownTransport(book: EndpointBook, wanted: string): ShownObject | undefined {
  const section = book.objects.find(({ type, name }) => type === 'transport' && name === wanted);
  const transport = book.transports.find(({ dialect, name }) => dialect === 'PJSIP' && name === wanted);
  if (!section || !transport) return undefined;
  const shown = section.shown.map(([name, value]) => {
    if (name === 'bind') return [name, formatAddress(transport)] as const;
    return [name, name === 'local_net' ? maskedNetworks(value).join(',') : value] as const;
  });
  return { ...section, shown };
}

/** `aor/uri` of all contacts of an address of record. */
export function contactNames(stack: SipStack, aor: Aor): string {
  return stack.locations
    .contactsAt(aor)
    .map(({ uri }) => `${aor.name}/${uri}`)
    .join(',');
}

/** An address of record, with where it can be reached under `header`. */
export function aorHeaders(
  stack: SipStack,
  request: ManagerRequest,
  event: string,
  aor: Aor,
  header: 'Contacts' | 'Contact' = 'Contacts',
): ManagerHeaders {
  const { name, shown } = aor;
  return objectHeaders(request, event, { type: 'aor', name, shown }, { contact: [header, contactNames(stack, aor)] });
}

/** All addresses of record of pjsip.conf. */
export function pjsipAors(stack: SipStack): Aor[] {
  return stack.book.aors.filter(({ dialect }) => dialect === 'PJSIP');
}

/** The endpoints of pjsip.conf. */
export function pjsipEndpoints(stack: SipStack): Endpoint[] {
  return stack.book.endpoints.filter(({ dialect }) => dialect === 'PJSIP');
}

/** What an endpoint is doing, as the new driver says it. */
export function endpointState(stack: SipStack, endpoint: Endpoint): ManagerHeaders {
  return [
    ['DeviceState', deviceStateText(stack, endpoint)],
    [
      'ActiveChannels',
      stack.board
        .legsOf(endpoint)
        .map(({ channel }) => channel.name)
        .join(','),
    ],
  ];
}

/** Whether a contact answers, by Asterisk's words. */
export function contactStatus({ aor, reachability }: Contact): string {
  if (!aor.qualify) return 'NonQualified';
  return { unknown: 'Unknown', reachable: 'Reachable', lagged: 'Reachable', unreachable: 'Unreachable' }[reachability];
}

/** The name of a contact as an object. */
export function contactId({ aor, uri, binding }: Contact): string {
  return `${aor.name}${binding ? ';@' : '@@'}${contactHash(uri)}`;
}

/** A round trip in microseconds, or `N/A`. */
export function roundTrip({ roundTripMs }: Contact): string {
  return roundTripMs === undefined ? 'N/A' : String(Math.round(roundTripMs * 1000));
}

/** The event ContactStatusDetail. @param endpoint whose contact it is. */
export function contactDetail(request: ManagerRequest, contact: Contact, endpoint: string): ManagerHeaders {
  const { aor, uri, binding } = contact;
  const option = (name: string): string => optionOf(aor, name);
  return [
    ['Event', 'ContactStatusDetail'],
    ...actionMark(request),
    ['AOR', aor.name],
    ['URI', uri],
    ['UserAgent', binding?.userAgent ?? ''],
    ['RegExpire', String(Math.floor((binding?.expiresAtMs ?? 0) / 1000))],
    ...(binding
      ? ([
          ['ViaAddress', `${binding.host}:${binding.port}`],
          ['CallID', binding.callId],
        ] as const)
      : []),
    ['Status', contactStatus(contact)],
    ['RoundtripUsec', roundTrip(contact)],
    ['EndpointName', endpoint],
    ['ID', contactId(contact)],
    ['AuthenticateQualify', option('authenticate_qualify') === 'true' ? '1' : '0'],
    ['OutboundProxy', option('outbound_proxy')],
    ['Path', binding?.path.join(',') ?? ''],
    ['QualifyFrequency', option('qualify_frequency')],
    ['QualifyTimeout', Number(option('qualify_timeout')).toFixed(3)],
  ];
}
