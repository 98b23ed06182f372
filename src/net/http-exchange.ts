import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { createGunzip } from 'node:zlib';
import type { Clock } from '../base/clock.ts';
import { messageOf, systemCodeOf } from '../base/errors.ts';
import type { HttpFault, HttpRequest, HttpResponse, HttpResult } from './http.ts';
import { answerChallenge, type HttpCredentials, parseChallenges } from './http-auth.ts';

/** Asks, follows redirects, answers challenges, and gives the last answer. Never rejects. @see createHttpClient */
export async function exchangeAll(request: HttpRequest, clock: Clock, userAgent: string): Promise<HttpResult> {
  const controller = new AbortController();
  const timer = clock.after(request.timeoutMs, () =>
    controller.abort(new Failure('timeout', `no complete answer within ${Math.round(request.timeoutMs / 1000)} s`)),
  );
  const { connectTimeoutMs } = request;
  const connecting =
    connectTimeoutMs === undefined
      ? undefined
      : clock.after(connectTimeoutMs, () =>
          controller.abort(new Failure('timeout', `no connection within ${Math.round(connectTimeoutMs / 1000)} s`)),
        );
  const onAbort = (): void => controller.abort(new Failure('aborted', 'it was given up'));
  request.signal?.addEventListener('abort', onAbort, { once: true });
  if (request.signal?.aborted) onAbort();
  try {
    return { ok: true, response: await follow(request, userAgent, controller.signal, () => connecting?.cancel()) };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  } finally {
    timer.cancel();
    connecting?.cancel();
    request.signal?.removeEventListener('abort', onAbort);
  }
}

/** Carries a fault out of the exchange; never leaves this file. */
class Failure extends Error {
  readonly fault: HttpFault;

  constructor(kind: HttpFault['kind'], message: string) {
    super(message);
    this.fault = { kind, message };
  }
}

interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Follows redirects and answers one challenge at each place. */
async function follow(
  request: HttpRequest,
  userAgent: string,
  signal: AbortSignal,
  connected: () => void,
): Promise<HttpResponse> {
  const first = parseUrl(request.url, undefined);
  const credentials = request.credentials ?? credentialsIn(first);
  const headers = { 'user-agent': userAgent, 'accept-encoding': 'gzip', ...request.headers };
  let hop: Hop = { url: first, method: request.method ?? 'GET', body: request.body, headers };
  const most = request.maxRedirects ?? 5;
  for (let redirects = 0; ; redirects++) {
    let response = await exchange(hop, request, signal, connected);
    if (response.status === 401 && credentials && sameHost(first, hop.url)) {
      const challenges = parseChallenges(response.headers.get('www-authenticate') ?? '');
      const authorization = answerChallenge(challenges, credentials, hop.method, hop.url.pathname + hop.url.search);
      if (authorization)
        response = await exchange({ ...hop, headers: { ...headers, authorization } }, request, signal, connected);
    }
    const location = response.headers.get('location');
    if (request.followRedirects === false) return response;
    if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return response;
    if (redirects >= most) throw new Failure('redirects', `it was sent on more than ${most} times`);
    const url = parseUrl(location, hop.url);
    if (hop.url.protocol === 'https:' && url.protocol === 'http:')
      throw new Failure('redirects', 'it was sent on from https to plain http');
    const asGet = response.status === 303 || (hop.method === 'POST' && response.status < 303);
    hop = asGet ? { ...hop, url, method: 'GET', body: undefined } : { ...hop, url };
  }
}

function parseUrl(text: string, base: URL | undefined): URL {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw new Failure('bad-url', `'${text}' is no URL`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Failure('bad-url', `'${url.protocol}' is neither http nor https`);
  return url;
}

function credentialsIn(url: URL): HttpCredentials | undefined {
  if (url.username === '') return undefined;
  return { user: safeDecode(url.username), secret: safeDecode(url.password) };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a password meant for one may be shown to the other: the same host, and no step down from https. */
function sameHost(first: URL, other: URL): boolean {
  if (first.origin === other.origin) return true;
  return first.hostname === other.hostname && first.protocol === 'http:' && other.protocol === 'https:';
}

/** One request and its whole answer. */
function exchange(hop: Hop, request: HttpRequest, signal: AbortSignal, connected: () => void): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { url } = hop;
    const options = {
      method: hop.method,
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? undefined : Number(url.port),
      path: url.pathname + url.search,
      headers: {
        host: url.host,
        ...hop.headers,
        ...(hop.body !== undefined && { 'content-length': String(Buffer.byteLength(hop.body)) }),
      },
      agent: false as const,
      maxHeaderSize: 64 * 1024,
      rejectUnauthorized: request.tlsVerify ?? true,
      ...(request.authorities !== undefined && { ca: request.authorities }),
    };
    const outgoing: ClientRequest = url.protocol === 'https:' ? requestHttps(options) : requestHttp(options);
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      settle();
      outgoing.destroy();
    };
    const fail = (error: unknown): void => end(() => reject(error));
    const onAbort = (): void => fail(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    outgoing.on('error', fail);
    outgoing.on('socket', (socket) => socket.once('connect', connected));
    outgoing.on('response', (incoming) => {
      readBody(incoming, request.maxBytes).then(
        (body) => end(() => resolve(toResponse(incoming, url, body))),
        (error: unknown) => fail(error),
      );
    });
    if (signal.aborted) onAbort();
    else outgoing.end(hop.body);
  });
}

/** The body, unpacked. Stops reading as soon as it is too long. */
async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new Failure('too-large', `the answer is longer than ${formatBytes(maxBytes)}`);
  const packed = incoming.headers['content-encoding']?.trim().toLowerCase() === 'gzip';
  if (Number(incoming.headers['content-length']) > maxBytes) throw tooLarge;
  const stream = packed ? incoming.pipe(createGunzip()) : incoming;
  if (packed) incoming.on('error', (error) => stream.destroy(error));
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > maxBytes) throw tooLarge;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, length);
}

function formatBytes(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${bytes} bytes`;
}

function toResponse(incoming: IncomingMessage, url: URL, body: Uint8Array): HttpResponse {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return { status: incoming.statusCode ?? 0, statusText: incoming.statusMessage ?? '', url: shown.href, headers, body };
}

function faultOf(error: unknown): HttpFault {
  if (error instanceof Failure) return error.fault;
  const code = systemCodeOf(error) ?? '';
  if (/CERT|SSL|TLS|SELF_SIGNED|ALTNAME|UNABLE_TO_(VERIFY|GET)/.test(code))
    return { kind: 'tls', message: `its certificate is not accepted: ${messageOf(error)}` };
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/.test(code))
    return { kind: 'unreachable', message: `it cannot be reached: ${messageOf(error)}` };
  return { kind: 'broken', message: `the connection broke: ${messageOf(error)}` };
}
