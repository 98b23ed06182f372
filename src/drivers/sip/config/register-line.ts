import type { SipProtocol } from '../../../sip/transport/flow.ts';

/** A `register =>` line taken apart. */
export interface RegisterLine {
  readonly protocol: SipProtocol | undefined;
  readonly user: string;
  /** The domain of our address; the host where the line names none. */
  readonly domain: string;
  readonly secret: string;
  readonly authUser: string;
  readonly host: string;
  readonly port: number | undefined;
  /** Calls come in for this extension. */
  readonly extension: string;
  readonly expirySeconds: number | undefined;
}

const SCHEME = /^(udp|tcp):\/\//i;

/**
 * Reads `[peer?][transport://]user[@domain[:port]][:secret[:authuser]]@host[:port][/extension][~expiry]`.
 * @returns what is wrong, in a few words, if it cannot be read.
 */
export function parseRegisterLine(text: string): RegisterLine | string {
  let rest = text.trim().replace(/^[^?@/]*\?/, '');
  const scheme = SCHEME.exec(rest);
  if (scheme) rest = rest.slice(scheme[0].length);
  else if (/^[a-z]+:\/\//i.test(rest)) return 'only udp:// and tcp:// are spoken';
  const at = rest.lastIndexOf('@');
  if (at < 0) return "there is no '@' before the host";
  const account = rest.slice(0, at).split(':');
  const match = /^(\[[^\]]+\]|[^:/~]+)(?::(\d+))?(?:\/([^~]*))?(?:~(\d+))?$/.exec(rest.slice(at + 1));
  const host = match?.[1]?.replace(/^\[|\]$/g, '');
  if (!match || !host) return 'the part behind the @ is not host[:port][/extension][~expiry]';
  const port = match[2] === undefined ? undefined : Number(match[2]);
  if (port !== undefined && (port < 1 || port > 65_535)) return 'a port is a number from 1 to 65535';
  const [address = '', ...more] = account;
  const [user = '', domain] = address.split('@');
  if (user === '') return 'there is no user';
  // `user@domain:port:secret`: the port of a domain is only there where a secret follows it.
  if (domain !== undefined && more.length > 1 && /^\d+$/.test(more[0] ?? '')) more.shift();
  const [secret = '', authUser = user] = more;
  return {
    protocol: scheme ? (scheme[1]?.toUpperCase() === 'TCP' ? 'TCP' : 'UDP') : undefined,
    user,
    domain: domain ?? host,
    secret,
    authUser,
    host,
    port,
    extension: match[3] || 's',
    expirySeconds: match[4] === undefined ? undefined : Number(match[4]),
  };
}
