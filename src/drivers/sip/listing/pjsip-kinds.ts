import type { ShownObject } from '../config/endpoint.ts';
import type { Contact } from '../location/locations.ts';
import type { RunningRegistration } from '../outbound-registrations.ts';
import type { SipStack } from '../sip-stack.ts';
import { maskedNetworks } from './masked-networks.ts';
import { pjsipAors, pjsipEndpoints, shownTransport } from './pjsip-objects.ts';
import {
  aorRow,
  aorRows,
  channelRow,
  channelRows,
  contactRow,
  ENDPOINT_HEADING,
  endpointRow,
  endpointRows,
  identifyRow,
  matchRows,
  optionOf,
  transportRow,
} from './pjsip-rows.ts';

/** One object of a kind, as listings show it. */
export interface ListedObject {
  readonly name: string;
  /** Its one line. */
  row(): string;
  /** All its lines, with what belongs to it. */
  rows(): string;
  /** Its options; undefined where its kind has none. */
  readonly options?: ReadonlyArray<readonly [name: string, value: string]>;
}

/** Objects that `pjsip list` and `pjsip show` tell of. */
export interface ListedKind {
  /** Above the lines of `pjsip list`. */
  readonly heading: string;
  /** Above those of `pjsip show`. */
  readonly fullHeading: string;
  list(stack: SipStack, nowMs: number): readonly ListedObject[];
}

const AOR = '      Aor:  <Aor..............................................>  <MaxContact>\n';
const AUTH = '  I/OAuth:  <AuthId/UserName.............................................................>\n';
const CONTACT = '  Contact:  <Aor/ContactUri..............................> <Hash....> <Status> <RTT(ms)..>\n';
const IDENTIFY = ' Identify:  <Identify/Endpoint...........................................................>\n';
const REGISTRATION =
  ' <Registration/ServerURI..............................>  <Auth....................>  <Status.......>\n';
const TRANSPORT = 'Transport:  <TransportId........>  <Type>  <cos>  <tos>  <BindAddress....................>\n';
const CHANNEL = '  Channel:  <ChannelId........................................>  <State.....>  <Time.....>\n';

/** Endpoints. */
export const endpointKind: ListedKind = {
  heading: ' Endpoint:  <Endpoint/CID.....................................>  <State.....>  <Channels.>\n',
  fullHeading: ENDPOINT_HEADING,
  list: (stack, nowMs) =>
    pjsipEndpoints(stack).map((endpoint) => ({
      name: endpoint.name,
      row: () => endpointRow(stack, endpoint),
      rows: () => `${endpointRows(stack, endpoint, nowMs)}\n`,
      options: endpoint.shown,
    })),
};

/** Addresses of record. */
export const aorKind: ListedKind = {
  heading: AOR,
  fullHeading: `${AOR}    Contact:  <Aor/ContactUri............................> <Hash....> <Status> <RTT(ms)..>\n`,
  list: (stack) =>
    pjsipAors(stack).map((aor) => ({
      name: aor.name,
      row: () => aorRow(aor),
      rows: () => `${aorRows(stack, aor)}\n`,
      options: aor.shown,
    })),
};

/** Accounts. */
export const authKind: ListedKind = sectionKind('auth', AUTH, AUTH, (auth) => {
  const row = `     Auth:  ${auth.name}/${optionOf(auth, 'username')}\n`;
  return { row, rows: row, options: auth.shown };
});

/** What recognises endpoints by address. */
export const identifyKind: ListedKind = sectionKind(
  'identify',
  IDENTIFY,
  `${IDENTIFY}      Match:  <criteria...........................>\n`,
  (identify) => {
    const row = ` Identify:  ${identifyRow(identify)}`;
    return {
      row,
      rows: `${row}${matchRows(identify, '      ')}\n`,
      options: identify.shown.flatMap(([name, value]) =>
        name === 'match' ? maskedNetworks(value).map((one) => [name, one] as const) : [[name, value] as const],
      ),
    };
  },
);

/** Listeners. */
export const transportKind: ListedKind = {
  heading: TRANSPORT,
  fullHeading: TRANSPORT,
  list: ({ book }) =>
    book.transports
      .filter(({ dialect }) => dialect === 'PJSIP')
      .map((transport) => {
        const row = (): string => `Transport:  ${transportRow(transport)}`;
        const options = shownTransport(book, transport.name)?.shown;
        return { name: transport.name, row, rows: row, ...(options && { options }) };
      }),
};

/** Where endpoints can be reached. */
export const contactKind: ListedKind = {
  heading: CONTACT,
  fullHeading: CONTACT,
  list: (stack) =>
    pjsipAors(stack)
      .flatMap((aor) => stack.locations.contactsAt(aor))
      .map((contact: Contact) => {
        const row = (): string => `  Contact:  ${contactRow(contact, 46)}`;
        return { name: `${contact.aor.name}/${contact.uri}`, row, rows: row };
      }),
};

/** Our registrations with others. */
export const registrationKind: ListedKind = {
  heading: REGISTRATION,
  fullHeading: REGISTRATION,
  list: (stack, nowMs) =>
    stack.registrations
      .list()
      .filter(({ spec }) => spec.dialect === 'PJSIP')
      .map((registration) => {
        const { name } = registration.spec;
        const row = (): string => registrationRow(registration, nowMs);
        const section = stack.book.objects.find((one) => one.type === 'registration' && one.name === name);
        return { name, row, rows: row, ...(section && { options: section.shown }) };
      }),
};

/** Calls. */
export const channelKind: ListedKind = {
  heading: CHANNEL,
  fullHeading: `${CHANNEL}      Exten: <DialedExten.............>  CLCID: <ConnectedLineCID.......>\n`,
  list: (stack, nowMs) =>
    pjsipLegs(stack).map(({ channel }) => ({
      name: channel.name,
      row: () => channelRow(channel, nowMs, '  ', 52),
      rows: () => `${channelRows(channel, nowMs, '  ', 52)}\n`,
    })),
};

/** The calls of channels named PJSIP. */
export function pjsipLegs(stack: SipStack): ReturnType<SipStack['board']['list']> {
  return stack.board.list().filter(({ channel }) => channel.technology === 'PJSIP');
}

function sectionKind(
  type: string,
  heading: string,
  fullHeading: string,
  show: (object: ShownObject) => {
    readonly row: string;
    readonly rows: string;
    readonly options: ReadonlyArray<readonly [string, string]>;
  },
): ListedKind {
  return {
    heading,
    fullHeading,
    list: ({ book }) =>
      book.objects
        .filter((object) => object.type === type)
        .map((object) => {
          const { row, rows, options } = show(object);
          return { name: object.name, row: () => row, rows: () => rows, options };
        }),
  };
}

function registrationRow({ spec, client }: RunningRegistration, nowMs: number): string {
  const word = {
    registered: 'Registered',
    rejected: 'Rejected',
    idle: 'Stopped',
    trying: 'Unregistered',
    waiting: 'Unregistered',
  }[client.state];
  const since = client.registeredAtMs;
  const left = since === undefined ? undefined : Math.round((since - nowMs) / 1000) + client.refreshSeconds;
  const expiry = left === undefined ? '' : left >= 0 ? `  (exp. ${left}s)` : `  (exp. ${-left}s ago)`;
  return ` ${`${spec.name}/${spec.server}`.padEnd(54)}  ${(spec.authName || 'n/a').padEnd(26)}  ${word.padEnd(16)}${expiry}\n`;
}
