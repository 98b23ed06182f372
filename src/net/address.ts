import { isIP } from 'node:net';

/** Where a socket is: an IP address (no brackets round IPv6) and a port, 0..65535. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A host as URIs and addresses write it: brackets round IPv6. */
export function formatHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** `host:port`, with brackets round an IPv6 address. */
export function formatAddress({ host, port }: Address): string {
  return `${formatHost(host)}:${port}`;
}

/** True if `host` is an IPv4 or IPv6 address and needs no look-up. */
export function isIpAddress(host: string): boolean {
  return isIP(host) !== 0;
}

/** The usual form of an address: an IPv4 address that came in through an IPv6 socket loses its `::ffff:`. */
export function plainHost(host: string): string {
  return host.startsWith('::ffff:') && host.includes('.') ? host.slice(7) : host;
}
