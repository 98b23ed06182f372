import { LONGEST_MESSAGE_BYTES } from './limits.ts';
import { type MessageSource, type SipMessage, SipRequest, SipResponse } from './message.ts';

/** Why bytes are no message. */
export interface ParseFault {
  readonly reason: 'empty' | 'too-long' | 'start-line' | 'status-code';
  readonly message: string;
}

/** A message or the reason that there is none. */
export type ParseResult =
  | { readonly ok: true; readonly message: SipMessage }
  | { readonly ok: false; readonly fault: ParseFault };

const EMPTY: ParseResult = { ok: false, fault: { reason: 'empty', message: 'nothing but line ends' } };

function fault(reason: ParseFault['reason'], message: string): ParseResult {
  return { ok: false, fault: { reason, message } };
}

/**
 * Finds the start line and the end of the head; everything else is read when asked for. Never throws.
 * A message without a blank line is all head; a body shorter than Content-Length is left for `checkRequest` to judge.
 * @param data one datagram, or one message cut out of a stream.
 */
export function parseMessage(data: Buffer, source: MessageSource): ParseResult {
  if (data.length > LONGEST_MESSAGE_BYTES)
    return fault('too-long', `${data.length} bytes, the limit is ${LONGEST_MESSAGE_BYTES}`);
  return parseText(data.toString('latin1'), source);
}

/** As {@link parseMessage}, for text of one character a byte. */
export function parseText(text: string, source: MessageSource): ParseResult {
  let start = 0;
  // Line ends before the start line are ignored (RFC 3261 §7.5); lone NULs are some phones' keep-alive.
  for (; start < text.length; start++) {
    const c = text.charCodeAt(start);
    if (c !== 0x0d && c !== 0x0a && c !== 0) break;
  }
  if (start === text.length) return EMPTY;
  let lineEnd = text.indexOf('\n', start);
  if (lineEnd < 0) lineEnd = text.length;
  const headStart = Math.min(lineEnd + 1, text.length);
  if (text.charCodeAt(lineEnd - 1) === 0x0d) lineEnd--;

  let headEnd = text.indexOf('\r\n\r\n', lineEnd);
  let bodyStart = headEnd + 4;
  if (headEnd < 0) {
    headEnd = text.indexOf('\n\n', lineEnd);
    bodyStart = headEnd + 2;
    if (headEnd < 0) headEnd = bodyStart = text.length;
  }
  // An empty head: the blank line follows the start line.
  if (headEnd < headStart) headEnd = headStart;

  if (isVersion(text, start)) return responseOf(text, start, lineEnd, headStart, headEnd, bodyStart, source);

  const space = text.indexOf(' ', start);
  const lastSpace = text.lastIndexOf(' ', lineEnd - 1);
  if (space <= start || lastSpace <= space || lastSpace > lineEnd)
    return fault('start-line', 'neither a request line nor a status line');
  const method = text.slice(start, space);
  const version = text.slice(lastSpace + 1, lineEnd);
  if (!isToken(method)) return fault('start-line', 'the method is no token');
  if (!/^SIP\/\d+\.\d+$/i.test(version)) return fault('start-line', 'the request line does not end in a SIP version');
  const uri = text.slice(space + 1, lastSpace);
  return { ok: true, message: new SipRequest(method, uri, version, text, headStart, headEnd, bodyStart, source) };
}

function responseOf(
  text: string,
  start: number,
  lineEnd: number,
  headStart: number,
  headEnd: number,
  bodyStart: number,
  source: MessageSource,
): ParseResult {
  const status = Number(text.slice(start + 8, start + 11));
  const after = text.charCodeAt(start + 11);
  const ends = start + 11 >= lineEnd || after === 0x20;
  if (!(Number.isInteger(status) && status >= 100 && status < 700) || !ends)
    return fault('status-code', 'the status line has no code from 100 to 699');
  const reason = text.slice(start + 12, lineEnd);
  return { ok: true, message: new SipResponse(status, reason, text, headStart, headEnd, bodyStart, source) };
}

/** True if a status line begins at `at`: `SIP/2.0 ` in any case. */
function isVersion(text: string, at: number): boolean {
  if (text.startsWith('SIP/2.0 ', at)) return true;
  const c = text.charCodeAt(at) | 0x20;
  return c === 0x73 && text.slice(at, at + 8).toUpperCase() === 'SIP/2.0 ';
}

/** @see RFC 3261 §25.1 token */
function isToken(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x41 && c <= 0x5a) continue;
    if (!/[a-z0-9\-.!%*_+`'~]/.test(text.charAt(i))) return false;
  }
  return text !== '';
}
