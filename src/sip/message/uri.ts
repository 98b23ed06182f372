import { decodeText, encodeText } from './byte-text.ts';
import { paramOf, paramsOf } from './params.ts';

/** A `sip:`, `sips:` or `tel:` address. @see RFC 3261 §19.1, RFC 3966 */
export class SipUri {
  readonly scheme: 'sip' | 'sips' | 'tel';
  /** As it stands in the message, escapes and all; '' if the URI has none. */
  readonly rawUser: string;
  /** In lower case, no brackets round IPv6; '' for `tel:`. */
  readonly host: string;
  /** As written; undefined if the URI names none. */
  readonly port: number | undefined;
  /** `;name=value…`, or ''. */
  readonly rawParams: string;
  /** `?name=value&…`, or ''. */
  readonly rawHeaders: string;

  constructor(parts: {
    scheme: 'sip' | 'sips' | 'tel';
    rawUser: string;
    host: string;
    port: number | undefined;
    rawParams?: string;
    rawHeaders?: string;
  }) {
    this.scheme = parts.scheme;
    this.rawUser = parts.rawUser;
    this.host = parts.host;
    this.port = parts.port;
    this.rawParams = parts.rawParams ?? '';
    this.rawHeaders = parts.rawHeaders ?? '';
  }

  /** The user without escapes and without a password, as people and dialplans see it. */
  get user(): string {
    const colon = this.rawUser.indexOf(':');
    return unescapeUser(colon < 0 ? this.rawUser : this.rawUser.slice(0, colon));
  }

  /** The value of a parameter (`''` if it stands bare), or undefined. */
  param(name: string): string | undefined {
    return this.rawParams === '' ? undefined : paramOf(this.rawParams, name);
  }

  toString(): string {
    if (this.scheme === 'tel') return `tel:${this.rawUser}${this.rawParams}`;
    const host = this.host.includes(':') ? `[${this.host}]` : this.host;
    const user = this.rawUser === '' ? '' : `${this.rawUser}@`;
    const port = this.port === undefined ? '' : `:${this.port}`;
    return `${this.scheme}:${user}${host}${port}${this.rawParams}${this.rawHeaders}`;
  }
}

/** A host as the wire may carry one: name, IPv4, or what stands between brackets. */
const HOST = /^[A-Za-z0-9._-]+$/;
const HOST6 = /^[0-9A-Fa-f:.%]+$/;
const BAD = /[\x00-\x20<>"]/;

/** Reads a URI; undefined if it is none that SIP can send a request to. Never throws. */
export function parseUri(text: string): SipUri | undefined {
  if (BAD.test(text)) return undefined;
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const scheme = text.slice(0, colon).toLowerCase();
  if (scheme === 'tel') return parseTel(text.slice(colon + 1));
  if (scheme !== 'sip' && scheme !== 'sips') return undefined;
  // The user may hold `;` and `?`, so the last `@` before the headers is looked for first.
  const at = text.indexOf('@', colon);
  const rawUser = at < 0 ? '' : text.slice(colon + 1, at);
  const hostStart = at < 0 ? colon + 1 : at + 1;
  let hostEnd = hostStart;
  let host: string;
  if (text.charCodeAt(hostStart) === 0x5b) {
    const close = text.indexOf(']', hostStart);
    if (close < 0) return undefined;
    host = text.slice(hostStart + 1, close);
    if (!HOST6.test(host)) return undefined;
    hostEnd = close + 1;
  } else {
    for (; hostEnd < text.length; hostEnd++) {
      const c = text.charCodeAt(hostEnd);
      if (c === 0x3a || c === 0x3b || c === 0x3f) break;
    }
    host = text.slice(hostStart, hostEnd);
    if (!HOST.test(host)) return undefined;
  }
  let port: number | undefined;
  let rest = hostEnd;
  if (text.charCodeAt(hostEnd) === 0x3a) {
    rest = hostEnd + 1;
    port = 0;
    for (; rest < text.length; rest++) {
      const digit = text.charCodeAt(rest) - 0x30;
      if (digit < 0 || digit > 9) break;
      port = port * 10 + digit;
      if (port > 65_535) return undefined;
    }
    if (rest === hostEnd + 1) return undefined;
  }
  const question = text.indexOf('?', rest);
  const paramsEnd = question < 0 ? text.length : question;
  const rawParams = text.slice(rest, paramsEnd);
  if (rawParams !== '' && rawParams.charCodeAt(0) !== 0x3b) return undefined;
  const rawHeaders = text.slice(paramsEnd);
  return new SipUri({ scheme, rawUser, host: host.toLowerCase(), port, rawParams, rawHeaders });
}

function parseTel(rest: string): SipUri | undefined {
  const semicolon = rest.indexOf(';');
  const number = semicolon < 0 ? rest : rest.slice(0, semicolon);
  if (!/^\+?[0-9A-Fa-f*#().-]+$/.test(number)) return undefined;
  const rawParams = semicolon < 0 ? '' : rest.slice(semicolon);
  return new SipUri({ scheme: 'tel', rawUser: number, host: '', port: undefined, rawParams });
}

/** Without escapes; a broken escape stands as it is. */
export function unescapeUser(raw: string): string {
  if (!raw.includes('%')) return decodeText(raw);
  const bytes = raw.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeText(bytes);
}

/** A user part fit for a URI. @see RFC 3261 §25.1 user-unreserved */
export function escapeUser(user: string): string {
  if (/^[A-Za-z0-9_.!~*'()&=+$,;?/-]*$/.test(user)) return user;
  return encodeText(user).replace(
    /[^A-Za-z0-9_.!~*'()&=+$,;?/-]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Parameters that must be alike, or missing on both sides, for two URIs to be the same. */
const TELLING = ['user', 'ttl', 'method', 'maddr', 'transport'];

/** True if both name the same resource. @see RFC 3261 §19.1.4 */
export function sameUri(a: SipUri, b: SipUri): boolean {
  if (a.scheme !== b.scheme || a.host !== b.host || a.port !== b.port) return false;
  if (unescapeUser(a.rawUser) !== unescapeUser(b.rawUser)) return false;
  if (a.rawParams === b.rawParams) return true;
  const left = paramsOf(a.rawParams);
  const right = paramsOf(b.rawParams);
  for (const name of TELLING) if (left.get(name)?.toLowerCase() !== right.get(name)?.toLowerCase()) return false;
  for (const [name, value] of left) {
    const other = right.get(name);
    if (other !== undefined && other.toLowerCase() !== value.toLowerCase()) return false;
  }
  return true;
}
