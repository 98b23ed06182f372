/** An XMPP address (JID), taken apart. */
export interface Address {
  /** What stands before the `@`, in small letters; empty for a server. */
  readonly local: string;
  /** In small letters. */
  readonly domain: string;
  /** What stands behind the `/`, exactly; empty where there is none. */
  readonly resource: string;
  /** `local@domain`, by which contacts are known. */
  readonly bare: string;
}

/** The longest address, in characters. @see RFC 7622 §3.1: three parts of at most 1023 bytes */
const LONGEST = 3071;

/** Takes `local@domain/resource` apart; undefined for what cannot be an address. @see RFC 7622 §3.1 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > LONGEST) return undefined;
  const match = /^(?:([^@/\s]+)@)?([^@/\s]+)(?:\/(.+))?$/s.exec(text.trim());
  if (!match) return undefined;
  const [, local = '', domain = '', resource = ''] = match;
  const lower = { local: local.toLowerCase(), domain: domain.toLowerCase() };
  return { ...lower, resource, bare: lower.local === '' ? lower.domain : `${lower.local}@${lower.domain}` };
}

/** The whole address as it is written. */
export function writeAddress({ bare, resource }: Pick<Address, 'bare' | 'resource'>): string {
  return resource === '' ? bare : `${bare}/${resource}`;
}
