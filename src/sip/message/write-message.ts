import { singleLine } from './byte-text.ts';
import type { SipRequest } from './message.ts';
import { reasonPhrase } from './status.ts';

/** Header lines in order. Values are one character a byte; line ends in them are taken out. */
export type HeaderLines = ReadonlyArray<readonly [name: string, value: string]>;

/** A body and its media type. */
export interface MessageBody {
  readonly type: string;
  /** One character a byte. */
  readonly text: string;
}

/** What a response holds besides what it takes over from its request. */
export interface ResponseParts {
  /** The usual words if left out. */
  readonly reason?: string;
  /** Added to To where the request has no tag there; a 100 needs none. */
  readonly toTag?: string;
  readonly headers?: HeaderLines;
  /** More lines behind them: a list that never changes and is sent with every response, written out once. */
  readonly fixed?: HeaderLines;
  readonly body?: MessageBody;
}

/** What a request is made of. */
export interface RequestParts {
  readonly method: string;
  readonly uri: string;
  /** The whole value of the one Via. */
  readonly via: string;
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: number;
  readonly maxForwards?: number;
  /** Route values, topmost first. */
  readonly routes?: readonly string[];
  readonly headers?: HeaderLines;
  readonly body?: MessageBody;
}

/** What {@link addLines} writes of lists that are sent again and again, as those of our product and methods are. */
const written = new WeakMap<HeaderLines, string>();

/** Adds lines that are the same in every message of ours; `headers` must not change. */
function addFixedLines(pieces: string[], headers: HeaderLines | undefined): void {
  if (!headers) return;
  let text = written.get(headers);
  if (text === undefined) {
    const own: string[] = [];
    addLines(own, headers);
    text = own.join('');
    written.set(headers, text);
  }
  pieces.push(text);
}

function addLines(pieces: string[], headers: HeaderLines | undefined): void {
  if (headers) for (const [name, value] of headers) pieces.push(name, ': ', singleLine(value), '\r\n');
}

function addTail(pieces: string[], body: MessageBody | undefined): void {
  if (body)
    pieces.push('Content-Type: ', body.type, '\r\nContent-Length: ', String(body.text.length), '\r\n\r\n', body.text);
  else pieces.push('Content-Length: 0\r\n\r\n');
}

/**
 * A whole request as text of one character a byte. Pieces are joined, not added up: a sum would keep all its parts alive, and
 * messages wait half a minute for their repetition.
 */
export function writeRequest(parts: RequestParts): string {
  const { method } = parts;
  const pieces = [method, ' ', parts.uri, ' SIP/2.0\r\nVia: ', parts.via, '\r\n'];
  pieces.push('Max-Forwards: ', String(parts.maxForwards ?? 70), '\r\n');
  if (parts.routes) for (const route of parts.routes) pieces.push('Route: ', route, '\r\n');
  pieces.push('From: ', parts.from, '\r\nTo: ', parts.to, '\r\nCall-ID: ', parts.callId);
  pieces.push('\r\nCSeq: ', String(parts.cseq), ' ', method, '\r\n');
  addLines(pieces, parts.headers);
  addTail(pieces, parts.body);
  return pieces.join('');
}

/**
 * Adds the Via lines of a response: the request's own, the topmost with the address that the packet came from.
 * @see RFC 3261 §18.2.1, RFC 3581 §4
 */
function addVias(pieces: string[], request: SipRequest): void {
  const lines = request.lines('Via');
  const { via, source } = request;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    // The topmost hop begins its line; others may follow it there.
    if (i === 0 && via)
      pieces.push('Via: ', stampVia(via, source), line.slice(line.indexOf(via.text) + via.text.length), '\r\n');
    else pieces.push('Via: ', line, '\r\n');
  }
}

function stampVia(
  via: NonNullable<SipRequest['via']>,
  source: { readonly host: string; readonly port: number },
): string {
  let { text } = via;
  if (via.rport !== undefined) text = text.replace(/;\s*rport\s*(=[^;]*)?(?=;|$)/i, `;rport=${source.port}`);
  const mustTell = via.rport !== undefined || via.host !== source.host;
  if (mustTell) {
    if (via.received !== undefined) text = text.replace(/;\s*received\s*(=[^;]*)?(?=;|$)/i, '');
    text += `;received=${source.host}`;
  }
  return text;
}

/**
 * A whole response as text of one character a byte. Via, From, To, Call-ID and CSeq are the request's;
 * Record-Route too, where a dialog may come of it.
 * @see RFC 3261 §8.2.6.2, §12.1.1
 */
export function writeResponse(request: SipRequest, status: number, parts: ResponseParts = {}): string {
  const pieces = ['SIP/2.0 ', String(status), ' ', parts.reason ?? reasonPhrase(status), '\r\n'];
  addVias(pieces, request);
  if (status > 100 && status < 300 && (request.method === 'INVITE' || request.method === 'SUBSCRIBE'))
    for (const line of request.lines('Record-Route')) pieces.push('Record-Route: ', line, '\r\n');
  pieces.push('From: ', request.header('From') ?? '', '\r\nTo: ', request.header('To') ?? '');
  if (parts.toTag !== undefined && request.to?.tag === undefined) pieces.push(';tag=', parts.toTag);
  pieces.push('\r\nCall-ID: ', request.callId, '\r\nCSeq: ', request.header('CSeq') ?? '', '\r\n');
  addLines(pieces, parts.headers);
  addFixedLines(pieces, parts.fixed);
  addTail(pieces, parts.body);
  return pieces.join('');
}
