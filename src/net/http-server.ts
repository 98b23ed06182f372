import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Ms } from '../base/duration.ts';
import type { Closable } from '../base/scope.ts';
import { type Address, plainHost } from './address.ts';
import { faultOf } from './net-fault.ts';
import type { NetResult, TlsIdentity } from './network.ts';
import { tlsServerOptions } from './tls-identity.ts';

/** What a client asks. */
export interface ServedRequest {
  readonly method: string;
  /** The path alone, still with its escapes. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Where it came from, and where to. */
  readonly remote: Address;
  readonly local: Address;
  /** Over TLS. */
  readonly secure: boolean;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
}

/** What it gets. */
export interface ServedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an HTTP server is bounded. */
export interface HttpServerOptions {
  /** A longer body is refused with 413. */
  readonly maxBodyBytes: number;
  /** At most so many connections at once; 64 if left out. */
  readonly maxConnections?: number;
  /** Speaks HTTPS. */
  readonly tls?: TlsIdentity;
  /** A request must have come whole after so long; 30 s if left out. */
  readonly requestTimeoutMs?: Ms;
  /** A connection without a request is closed after so long; 5 s if left out. */
  readonly keepAliveMs?: Ms;
}

/** A listening HTTP server. Whoever opened it closes it, with its connections. */
export interface HttpServer extends Closable {
  readonly local: Address;
}

/** Listens for HTTP; port 0 takes a free one. `answer` must not reject; what it throws becomes status 500 without a word. */
export function listenHttp(
  local: Address,
  options: HttpServerOptions,
  answer: (request: ServedRequest) => ServedAnswer | Promise<ServedAnswer>,
): Promise<NetResult<HttpServer>> {
  const requestTimeout = options.requestTimeoutMs ?? 30_000;
  const limits = {
    requestTimeout,
    headersTimeout: Math.min(requestTimeout, 10_000),
    keepAliveTimeout: options.keepAliveMs ?? 5000,
  };
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    void serve(incoming, outgoing, options, answer);
  };
  let server: Server;
  try {
    server = options.tls
      ? createTlsServer({ ...tlsServerOptions(options.tls), ...limits }, onRequest)
      : createServer(limits, onRequest);
  } catch (error) {
    return Promise.resolve({ ok: false, fault: faultOf(error) });
  }
  server.maxConnections = options.maxConnections ?? 64;
  return new Promise((resolve) => {
    server.once('error', (error) => resolve({ ok: false, fault: faultOf(error) }));
    server.listen({ host: local.host, port: local.port }, () => {
      const bound = server.address();
      const port = bound !== null && typeof bound === 'object' ? bound.port : local.port;
      const close = (): void => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ ok: true, value: { local: { host: local.host, port }, close } });
    });
  });
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { maxBodyBytes, tls }: HttpServerOptions,
  answer: (request: ServedRequest) => ServedAnswer | Promise<ServedAnswer>,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  outgoing.on('error', () => {});
  const finish = ({ status, headers = {}, body }: ServedAnswer): void => {
    if (outgoing.destroyed) return;
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body);
  };
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBodyBytes) {
        finish({ status: 413, headers: { connection: 'close' }, body: '' });
        return;
      }
      chunks.push(chunk);
    }
    const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    );
    const body = Buffer.concat(chunks).toString('utf8');
    const { method = 'GET', socket } = incoming;
    const request: ServedRequest = {
      method,
      path,
      query: new URLSearchParams(query),
      headers,
      body,
      remote: { host: plainHost(socket.remoteAddress ?? '0.0.0.0'), port: socket.remotePort ?? 0 },
      local: { host: plainHost(socket.localAddress ?? '0.0.0.0'), port: socket.localPort ?? 0 },
      secure: tls !== undefined,
      signal: gone.signal,
    };
    finish(await answer(request));
  } catch {
    finish({ status: 500, body: '' });
  }
}
