import { isIP } from 'node:net';

/** A range of addresses: `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, one address, IPv4 or IPv6. */
export interface AddressRange {
  contains(host: string): boolean;
  /** As `address/prefix-length`. */
  readonly text: string;
}

/** The sixteen-bit groups of an address: two for IPv4, eight for IPv6; undefined if it is none. */
export function addressGroups(host: string): number[] | undefined {
  const family = isIP(host);
  if (family === 4) {
    const [a = 0, b = 0, c = 0, d = 0] = host.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  }
  if (family !== 6) return undefined;
  let text = host.replace(/%.*$/, '');
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted?.[1] && dotted[2]) {
    const tail = addressGroups(dotted[2]) ?? [];
    text = dotted[1] + tail.map((group) => group.toString(16)).join(':');
  }
  const [head = '', rest] = text.split('::');
  const parse = (part: string): number[] => (part === '' ? [] : part.split(':').map((g) => Number.parseInt(g, 16)));
  const left = parse(head);
  if (rest === undefined) return left;
  const right = parse(rest);
  return [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/** The number of leading ones, or undefined if a zero stands before a one. */
function prefixOfMask(groups: readonly number[]): number | undefined {
  const bits = groups.map((group) => group.toString(2).padStart(16, '0')).join('');
  const ones = bits.indexOf('0') < 0 ? bits.length : bits.indexOf('0');
  return bits.indexOf('1', ones) < 0 ? ones : undefined;
}

/** Reads a range as configuration files write it; undefined if it is none. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [host = '', mask] = text.trim().split('/');
  const base = addressGroups(host);
  if (!base) return undefined;
  const width = base.length * 16;
  let prefix: number | undefined = width;
  if (mask !== undefined) {
    if (/^\d+$/.test(mask)) prefix = Number(mask);
    else {
      const groups = addressGroups(mask);
      prefix = groups?.length === base.length ? prefixOfMask(groups) : undefined;
    }
  }
  if (prefix === undefined || prefix > width) return undefined;
  const bits = prefix;
  return {
    text: `${host}/${bits}`,
    contains(other) {
      const groups = addressGroups(other);
      if (!groups || groups.length !== base.length) return false;
      for (let i = 0; i < base.length; i++) {
        const here = Math.min(16, Math.max(0, bits - i * 16));
        const keep = (0xffff << (16 - here)) & 0xffff;
        if (((groups[i] ?? 0) & keep) !== ((base[i] ?? 0) & keep)) return false;
      }
      return true;
    },
  };
}
