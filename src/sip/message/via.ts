import { hasSpace } from './has-space.ts';
import { paramOf } from './params.ts';

/** One hop of a Via header. @see RFC 3261 §20.42 */
export interface Via {
  /** The value as it stands in the message. */
  readonly text: string;
  /** `UDP`, `TCP`, … in upper case. */
  readonly transport: string;
  readonly host: string;
  readonly port: number | undefined;
  /** '' if the hop has none. */
  readonly branch: string;
  readonly received: string | undefined;
  /** `''` if the sender asks for it (RFC 3581), else the port filled in; undefined if it does not ask. */
  readonly rport: string | undefined;
}

const SENT_PROTOCOL = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z0-9-]+)\s+/i;

/** Reads one hop; undefined if it is malformed. Never throws. */
export function parseVia(text: string): Via | undefined {
  let transport: string;
  let at: number;
  if (text.startsWith('SIP/2.0/UDP ')) {
    transport = 'UDP';
    at = 12;
  } else {
    const match = SENT_PROTOCOL.exec(text);
    if (!match?.[1]) return undefined;
    transport = match[1].toUpperCase();
    at = match[0].length;
  }
  const semicolon = text.indexOf(';', at);
  const sentBy = text.slice(at, semicolon < 0 ? text.length : semicolon).trim();
  const params = semicolon < 0 ? '' : text.slice(semicolon);
  let host = sentBy;
  let portText = '';
  if (sentBy.startsWith('[')) {
    const close = sentBy.indexOf(']');
    if (close < 0) return undefined;
    host = sentBy.slice(1, close);
    const rest = sentBy.slice(close + 1).trim();
    if (rest !== '' && !rest.startsWith(':')) return undefined;
    portText = rest.slice(1).trim();
  } else {
    const colon = sentBy.indexOf(':');
    if (colon >= 0) {
      host = sentBy.slice(0, colon).trim();
      portText = sentBy.slice(colon + 1).trim();
    }
  }
  if (host === '' || hasSpace(host)) return undefined;
  const port = portText === '' ? undefined : Number(portText);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) return undefined;
  return {
    text,
    transport,
    host,
    port,
    branch: paramOf(params, 'branch') ?? '',
    received: paramOf(params, 'received'),
    rport: paramOf(params, 'rport'),
  };
}

/** The branches of this RFC begin so; others come from RFC 2543. @see RFC 3261 §8.1.1.7 */
export const MAGIC_COOKIE = 'z9hG4bK';
