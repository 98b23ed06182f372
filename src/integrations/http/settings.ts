import type { Ms } from '../../base/duration.ts';
import type { AppliedConfig } from '../../config/schema/apply-schema.ts';
import type { Address } from '../../net/address.ts';
import { type TlsPlace, tlsPlaceOf } from '../../net/tls-identity.ts';
import type { httpSchema } from './files/http-conf.ts';

/** The port for HTTPS unless http.conf names one. */
const TLS_PORT = 8089;

/** http.conf as the server uses it. */
export interface HttpSettings {
  /** Where it listens for plain HTTP; undefined where it does not. */
  readonly plain: Address | undefined;
  /** Where it listens for HTTPS, and with which certificate; undefined where it does not. */
  readonly secure: TlsPlace | undefined;
  /** Empty, or with a slash before it and none after. */
  readonly prefix: string;
  readonly serverName: string | undefined;
  readonly mostConnections: number;
  readonly requestTimeoutMs: Ms;
  readonly keepAliveMs: Ms;
  readonly status: boolean;
  readonly redirects: ReadonlyArray<readonly [from: string, to: string]>;
}

/** What http.conf says; `problems` are sentences for the log about lines that make no sense. */
export function readHttpSettings(config: AppliedConfig<(typeof httpSchema)['sections']>): {
  readonly settings: HttpSettings;
  readonly problems: readonly string[];
} {
  const general = config.values.general.values;
  const problems: string[] = [];
  const redirects: Array<readonly [string, string]> = [];
  for (const line of general.redirect) {
    const [from, to] = line.trim().split(/[\s=>]+/, 2);
    if (from?.startsWith('/') && to) redirects.push([from, to]);
    else problems.push(`http.conf: redirect '${line}': write a path that begins with '/', and where it leads`);
  }
  if (config.values.uploads.values.mapped.length > 0)
    problems.push('http.conf: [post_mappings] has no effect: no files are taken over HTTP');
  const prefix = general.prefix.replace(/^\/+|\/+$/g, '');
  const settings: HttpSettings = {
    plain: general.enabled ? { host: general.bindaddr, port: general.bindport } : undefined,
    secure: tlsPlaceOf(general, { host: general.bindaddr, port: TLS_PORT }),
    prefix: prefix === '' ? '' : `/${prefix}`,
    serverName: general.servername,
    mostConnections: general.sessionlimit,
    requestTimeoutMs: general.session_inactivity,
    keepAliveMs: general.session_keep_alive,
    status: general.enablestatus,
    redirects,
  };
  return { settings, problems };
}
