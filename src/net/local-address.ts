import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { systemClock } from '../base/clock.ts';
import { parseAddressRange } from './cidr.ts';

/** How long a look at the interfaces is believed. */
const FRESH_MS = 5_000;

interface Local {
  readonly name: string;
  readonly host: string;
  readonly internal: boolean;
  contains(host: string): boolean;
}

let known: readonly Local[] = [];
let knownAtMs = Number.NEGATIVE_INFINITY;

function locals(): readonly Local[] {
  const nowMs = systemClock.monotonic();
  if (nowMs - knownAtMs > FRESH_MS) {
    knownAtMs = nowMs;
    known = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
      (addresses ?? []).map(({ address, cidr, internal }) => {
        const range = cidr === null ? undefined : parseAddressRange(cidr);
        return { name, host: address, internal, contains: (host: string) => range?.contains(host) ?? false };
      }),
    );
  }
  return known;
}

/** The interface of the default route on Linux; undefined elsewhere or where there is none. */
function defaultInterface(): string | undefined {
  try {
    const rows = readFileSync('/proc/net/route', 'latin1').split('\n').slice(1);
    const row = rows.map((line) => line.split('\t')).find((fields) => fields[1] === '00000000');
    return row?.[0];
  } catch {
    return undefined;
  }
}

/**
 * The address of this machine that packets to `remoteHost` leave from: on the remote's own network, else on the default
 * route, else the first that is not loopback.
 */
export function sourceAddressFor(remoteHost: string): string {
  const all = locals();
  const near = all.find((local) => local.host === remoteHost || local.contains(remoteHost));
  if (near) return near.host;
  const six = remoteHost.includes(':');
  const usable = all.filter(
    ({ host, internal }) => !internal && host.includes(':') === six && !host.startsWith('fe80:'),
  );
  const route = defaultInterface();
  const best = usable.find(({ name }) => name === route) ?? usable[0];
  return best?.host ?? (six ? '::1' : '127.0.0.1');
}
