import type { ManagerClass, managerSchema } from '../../config/files/manager-conf.ts';
import type { AddressRule } from '../../config/schema/acl.ts';
import type { AppliedConfig } from '../../config/schema/apply-schema.ts';
import type { Secret } from '../../config/schema/secret.ts';
import { compilePosixRegex, type PosixRegex } from '../../extend/posix-regex.ts';

/** Which events a user gets at all: one of `include` must match the event's text, if there is any, and none of `exclude`. */
export interface EventFilter {
  readonly include: readonly PosixRegex[];
  readonly exclude: readonly PosixRegex[];
}

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
}

/** manager.conf as the interface uses it. */
export interface ManagerSettings {
  readonly enabled: boolean;
  readonly host: string;
  readonly port: number;
  readonly timestampEvents: boolean;
  readonly channelVariables: readonly string[];
  /** Lower case. */
  readonly disabledEvents: ReadonlySet<string>;
  readonly authTimeoutMs: number;
  readonly authLimit: number;
  readonly users: ReadonlyMap<string, ManagerUser>;
}

/** What manager.conf says; `problems` are sentences for the log about what it asks for and does not get. */
export function readSettings(config: AppliedConfig<(typeof managerSchema)['sections']>): {
  readonly settings: ManagerSettings;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const general = config.values.general.values;
  if (general.tlsenable) problems.push('manager.conf: AMI is not offered over TLS; tlsenable has no effect');
  if (general.webenabled) problems.push('manager.conf: AMI is not offered over HTTP; webenabled has no effect');
  const users = new Map<string, ManagerUser>();
  for (const { name, values } of config.values.users) {
    if (values.inline.length > 0)
      problems.push(
        `manager.conf: [${name}] has an eventfilter(…) with conditions, which is left out; write eventfilter =`,
      );
    users.set(name, {
      name,
      secret: values.secret,
      read: new Set(values.read),
      write: new Set(values.write),
      addresses: values.addresses,
      filter: readFilter(name, values.eventfilter, problems),
      variables: values.setvar.map((one) => [one.name, one.value] as const),
      displayConnects: values.displayconnects ?? general.displayconnects,
      allowMultipleLogin: values.allowmultiplelogin ?? general.allowmultiplelogin,
    });
  }
  const settings: ManagerSettings = {
    enabled: general.enabled,
    host: general.bindaddr,
    port: general.port,
    timestampEvents: general.timestampevents,
    channelVariables: general.channelvars,
    disabledEvents: new Set(general.disabledevents.map((one) => one.toLowerCase())),
    authTimeoutMs: general.authtimeout,
    authLimit: general.authlimit,
    users,
  };
  return { settings, problems };
}

function readFilter(user: string, lines: readonly string[], problems: string[]): EventFilter | undefined {
  let filter: EventFilter | undefined;
  for (const line of lines) {
    const extended = extendFilter(filter, line);
    if ('error' in extended) problems.push(`manager.conf: [${user}] eventfilter '${line}': ${extended.error}`);
    else filter = extended;
  }
  return filter;
}

/** `filter` with one expression more: one that must match, or with `!` before it, one that must not. */
export function extendFilter(
  filter: EventFilter | undefined,
  expression: string,
): EventFilter | { readonly error: string } {
  const excluding = expression.startsWith('!');
  const compiled = compilePosixRegex(excluding ? expression.slice(1) : expression);
  if ('error' in compiled) return compiled;
  const { include, exclude } = filter ?? { include: [], exclude: [] };
  return excluding
    ? { include, exclude: [...exclude, compiled.regex] }
    : { include: [...include, compiled.regex], exclude };
}

/** True if an event of that text passes. */
export function passes(filter: EventFilter, text: string): boolean {
  if (filter.exclude.some((regex) => regex.exec(text) !== undefined)) return false;
  return filter.include.length === 0 || filter.include.some((regex) => regex.exec(text) !== undefined);
}
