import { promises as dns } from 'node:dns';
import { messageOf, systemCodeOf } from '../base/errors.ts';
import type { ServiceRecord } from './network.ts';

/** A record of RFC 3403. */
export interface NamingRecord {
  readonly order: number;
  readonly preference: number;
  readonly flags: string;
  readonly service: string;
  readonly regexp: string;
  readonly replacement: string;
}

/** The records of a name, or why there are none. A name without records is an empty list. */
export type ResolverResult<T> =
  | { readonly ok: true; readonly records: readonly T[] }
  | { readonly ok: false; readonly message: string };

/** Asks the domain name system. Nothing rejects; an answer takes some seconds at most. */
export interface Resolver {
  /** Naming authority pointers, best first. @see RFC 3403 §4.1 */
  naming(name: string): Promise<ResolverResult<NamingRecord>>;
  /** Service records, best first. @see RFC 2782 */
  services(name: string): Promise<ResolverResult<ServiceRecord>>;
  /** Texts; the pieces of each joined. */
  texts(name: string): Promise<ResolverResult<string>>;
}

const TRY_MS = 2000;
const TRIES = 2;

/** A resolver of one's own. @param servers `address` or `address:port` each; those of the system where left out. */
export function createResolver(servers?: readonly string[]): Resolver {
  let made: dns.Resolver | undefined;
  const ask = async <T>(question: (resolver: dns.Resolver) => Promise<T[]>): Promise<ResolverResult<T>> => {
    try {
      if (!made) {
        made = new dns.Resolver({ timeout: TRY_MS, tries: TRIES });
        if (servers) made.setServers(servers);
      }
      return { ok: true, records: await question(made) };
    } catch (fault) {
      const code = systemCodeOf(fault);
      return code === 'ENODATA' || code === 'ENOTFOUND'
        ? { ok: true, records: [] }
        : { ok: false, message: messageOf(fault) };
    }
  };
  return {
    naming: (name) =>
      ask(async (resolver) =>
        (await resolver.resolveNaptr(name)).sort((a, b) => a.order - b.order || a.preference - b.preference),
      ),
    services: (name) =>
      ask(async (resolver) =>
        (await resolver.resolveSrv(name))
          .map(({ priority, weight, name: host, port }) => ({ priority, weight, host, port }))
          .sort((a, b) => a.priority - b.priority || b.weight - a.weight),
      ),
    texts: (name) => ask(async (resolver) => (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''))),
  };
}
