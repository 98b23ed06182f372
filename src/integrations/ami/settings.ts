import type { Ms } from '../../base/duration.ts';
import type { aclSchema } from '../../config/files/acl-conf.ts';
import type { ManagerClass, managerSchema } from '../../config/files/manager-conf.ts';
import type { AddressRule } from '../../config/schema/acl.ts';
import type { AppliedConfig } from '../../config/schema/apply-schema.ts';
import type { Secret } from '../../config/schema/secret.ts';
import type { Address } from '../../net/address.ts';
import { type TlsPlace, tlsPlaceOf } from '../../net/tls-identity.ts';
import { type EventFilter, extendFilter, extendFilterBy } from './event-filter.ts';

/** A user of manager.conf. */
export interface ManagerUser {
  readonly name: string;
  readonly secret: Secret | undefined;
  readonly read: ReadonlySet<ManagerClass>;
  readonly write: ReadonlySet<ManagerClass>;
  readonly addresses: readonly AddressRule[];
  readonly filter: EventFilter | undefined;
  /** Variables of the channels it originates. */
  readonly variables: ReadonlyArray<readonly [name: string, value: string]>;
  readonly displayConnects: boolean;
  readonly allowMultipleLogin: boolean;
  /** A client that takes nothing of what it is sent for so long is cut off. */
  readonly writeTimeoutMs: Ms;
}

/** The port for TLS unless manager.conf names one. */
const TLS_PORT = 5039;

/** manager.conf as the interface uses it. */
export interface ManagerSettings {
  readonly enabled: boolean;
  /** Where it listens for plain TCP. */
  readonly plain: Address;
  /** Where it listens for TLS, and with which certificate; undefined where it does not. */
  readonly secure: TlsPlace | undefined;
  /** What a client hears first, without a line end. */
  readonly banner: string;
  readonly version: string;
  /** Programs may come over HTTP. */
  readonly web: boolean;
  /** A session over HTTP ends when nothing has come for so long. */
  readonly webTimeoutMs: Ms;
  /** Action Events answers nothing where all events are asked for. */
  readonly brokenEventsAction: boolean;
  /** Events are numbered. */
  readonly numbered: boolean;
  readonly timestampEvents: boolean;
  readonly channelVariables: readonly string[];
  /** Lower case. */
  readonly disabledEvents: ReadonlySet<string>;
  readonly authTimeoutMs: number;
  readonly authLimit: number;
  /** The files of TLS and its ciphers, as manager.conf names them. */
  readonly tlsNames: { readonly certificate: string; readonly key: string; readonly ciphers: string };
  /** What holds for users of whom nothing else is said. */
  readonly usual: Pick<ManagerUser, 'displayConnects' | 'allowMultipleLogin'>;
  readonly users: ReadonlyMap<string, ManagerUser>;
  /** The address lists of acl.conf, which users may name. */
  readonly addressLists: ReadonlyMap<string, readonly AddressRule[]>;
}

/** What manager.conf says; `problems` are sentences for the log about what it asks for and does not get. */
export function readSettings(
  config: AppliedConfig<(typeof managerSchema)['sections']>,
  lists: AppliedConfig<(typeof aclSchema)['sections']>,
): {
  readonly settings: ManagerSettings;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const general = config.values.general.values;
  const users = new Map<string, ManagerUser>();
  for (const { name, values } of config.values.users) {
    users.set(name, {
      name,
      secret: values.secret,
      read: new Set(values.read),
      write: new Set(values.write),
      addresses: values.addresses,
      filter: readFilter(name, values.eventfilter, values.inline, problems),
      variables: values.setvar.map((one) => [one.name, one.value] as const),
      displayConnects: values.displayconnects ?? general.displayconnects,
      allowMultipleLogin: values.allowmultiplelogin ?? general.allowmultiplelogin,
      writeTimeoutMs: values.writetimeout,
    });
  }
  const settings: ManagerSettings = {
    enabled: general.enabled,
    plain: { host: general.bindaddr, port: general.port },
    secure: tlsPlaceOf(general, { host: general.bindaddr, port: TLS_PORT }),
    banner: `Asterisk Call Manager/${general.amiversion}`,
    version: general.amiversion,
    web: general.webenabled,
    webTimeoutMs: general.httptimeout,
    brokenEventsAction: general.brokeneventsaction,
    numbered: general.debug,
    timestampEvents: general.timestampevents,
    channelVariables: general.channelvars,
    disabledEvents: new Set(general.disabledevents.map((one) => one.toLowerCase())),
    authTimeoutMs: general.authtimeout,
    authLimit: general.authlimit,
    tlsNames: {
      certificate: general.tlscertfile ?? 'asterisk.pem',
      key: general.tlsprivatekey ?? '',
      ciphers: general.tlscipher ?? '',
    },
    usual: { displayConnects: general.displayconnects, allowMultipleLogin: general.allowmultiplelogin },
    users,
    addressLists: new Map(lists.values.lists.map(({ name, values }) => [name, values.rules])),
  };
  return { settings, problems };
}

function readFilter(
  user: string,
  lines: readonly string[],
  conditions: readonly { readonly name: string; readonly value: string }[],
  problems: string[],
): EventFilter | undefined {
  let filter: EventFilter | undefined;
  const take = (written: string, extended: EventFilter | { readonly error: string }): void => {
    if ('error' in extended) problems.push(`manager.conf: [${user}] ${written}: ${extended.error}`);
    else filter = extended;
  };
  for (const line of lines) take(`eventfilter '${line}'`, extendFilter(filter, line));
  for (const { name, value } of conditions) {
    const inBrackets = name.slice(name.indexOf('(') + 1, name.endsWith(')') ? -1 : undefined);
    take(`${name} = ${value}`, extendFilterBy(filter, inBrackets, value));
  }
  return filter;
}
