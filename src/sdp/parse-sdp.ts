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
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.charCodeAt(1) !== 0x3d) continue;
    const value = line.slice(2).trim();
    switch (line.charAt(0)) {
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

function parseOrigin(value: string): Origin | undefined {
  const [username, sessionId, version, network, , address] = value.split(/\s+/);
  if (!username || !sessionId || !version || network !== 'IN' || !address) return undefined;
  return { username, sessionId, version, address };
}

/** `IN IP4 address[/ttl]`: the address. */
function parseConnection(value: string): string | undefined {
  const [network, , address] = value.split(/\s+/);
  return network === 'IN' && address ? address.split('/')[0] : undefined;
}

function parseAttribute(value: string): Attribute {
  const colon = value.indexOf(':');
  return colon < 0 ? { name: value, value: '' } : { name: value.slice(0, colon), value: value.slice(colon + 1).trim() };
}

/** `audio 49170[/2] RTP/AVP 0 8`. */
function parseMediaLine(value: string): OpenMedia | undefined {
  const [kind, portText, protocol, ...formats] = value.split(/\s+/);
  const match = /^(\d{1,5})(?:\/\d+)?$/.exec(portText ?? '');
  const port = Number(match?.[1] ?? Number.NaN);
  if (!kind || !protocol || !(port <= 65_535)) return undefined;
  return { kind, port, protocol, formats: formats.slice(0, MOST_FORMATS), address: undefined, attributes: [] };
}
