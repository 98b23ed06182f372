import type { Attribute, Origin, SessionDescription } from './description.ts';

/** A longer description is not read. */
export const LONGEST_SDP_BYTES = 16_384;

const MOST_MEDIA = 32;
const MOST_ATTRIBUTES = 256;
const MOST_FORMATS = 64;

/** A description, or one sentence on why the text is none. */
export type SdpResult =
  | { readonly ok: true; readonly description: SessionDescription }
  | { readonly ok: false; readonly message: string };

interface OpenMedia {
  kind: string;
  port: number;
  protocol: string;
  formats: string[];
  address: string | undefined;
  attributes: Attribute[];
}

const NOBODY: Origin = { username: '-', sessionId: '0', version: '0', address: '0.0.0.0' };

/**
 * Reads a description leniently: any line end, lines in any order within their level, unknown and malformed lines skipped.
 * Only the `v=0` line and well-formed `m=` lines are insisted on. Never throws.
 */
export function parseSdp(text: string): SdpResult {
  if (text.length > LONGEST_SDP_BYTES) return { ok: false, message: `${text.length} bytes are too many` };
  let origin: Origin | undefined;
  let name = '';
  let address: string | undefined;
  let version = false;
  const attributes: Attribute[] = [];
  const media: OpenMedia[] = [];
  let current: OpenMedia | undefined;
  for (let at = 0; at < text.length; ) {
    const start = at;
    const end = endOfLine(text, start);
    at = end + 1;
    if (end - start < 2 || text.charCodeAt(start + 1) !== 0x3d) continue;
    const value = text.slice(start + 2, end).trim();
    switch (text.charAt(start)) {
      case 'v':
        version = value === '0';
        break;
      case 'o':
        origin ??= parseOrigin(value);
        break;
      case 's':
        name = value;
        break;
      case 'c':
        if (current) current.address ??= parseConnection(value);
        else address ??= parseConnection(value);
        break;
      case 'a': {
        const into = current?.attributes ?? attributes;
        if (into.length < MOST_ATTRIBUTES) into.push(parseAttribute(value));
        break;
      }
      case 'm':
        if (media.length >= MOST_MEDIA) return { ok: false, message: `more than ${MOST_MEDIA} media` };
        current = parseMediaLine(value);
        if (!current) return { ok: false, message: `malformed media line 'm=${value.slice(0, 60)}'` };
        media.push(current);
        break;
    }
  }
  if (!version) return { ok: false, message: 'no line v=0' };
  return { ok: true, description: { origin: origin ?? NOBODY, name, address, attributes, media } };
}

/** Where the line that begins at `start` ends: at a carriage return, a line feed, or the end of the text. */
function endOfLine(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x0a || c === 0x0d) return at;
  }
  return text.length;
}

/** The words of a line. */
function words(value: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < value.length; ) {
    let end = at;
    while (end < value.length && value.charCodeAt(end) > 0x20) end++;
    if (end > at) found.push(value.slice(at, end));
    at = end + 1;
  }
  return found;
}

function parseOrigin(value: string): Origin | undefined {
  const [username, sessionId, version, network, , address] = words(value);
  if (!username || !sessionId || !version || network !== 'IN' || !address) return undefined;
  return { username, sessionId, version, address };
}

/** `IN IP4 address[/ttl]`: the address. */
function parseConnection(value: string): string | undefined {
  const [network, , address] = words(value);
  if (network !== 'IN' || !address) return undefined;
  const slash = address.indexOf('/');
  return slash < 0 ? address : address.slice(0, slash);
}

function parseAttribute(value: string): Attribute {
  const colon = value.indexOf(':');
  return colon < 0 ? { name: value, value: '' } : { name: value.slice(0, colon), value: value.slice(colon + 1).trim() };
}

/** `audio 49170[/2] RTP/AVP 0 8`. */
function parseMediaLine(value: string): OpenMedia | undefined {
  const [kind, portText, protocol, ...formats] = words(value);
  if (!kind || !portText || !protocol || !/^\d{1,5}(?:\/\d+)?$/.test(portText)) return undefined;
  const port = Number.parseInt(portText, 10);
  if (port > 65_535) return undefined;
  return { kind, port, protocol, formats: formats.slice(0, MOST_FORMATS), address: undefined, attributes: [] };
}
