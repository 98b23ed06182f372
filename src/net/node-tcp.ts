import { connect, createServer, isIP, type Server, type Socket } from 'node:net';
import { type Address, plainHost } from './address.ts';
import { faultOf } from './net-fault.ts';
import {
  LONGEST_BACKLOG_BYTES,
  type NetFault,
  type NetResult,
  type TcpAcceptor,
  type TcpConnection,
  type TcpHandler,
  type TcpListener,
  type TlsIdentity,
  type TlsOptions,
} from './network.ts';
import { tlsServerOptions } from './tls-identity.ts';

/** A handshake that takes longer is broken off. */
const LONGEST_HANDSHAKE_MS = 10_000;

/** A node socket as a connection; `handlerOf` is asked for late, since an acceptor makes the handler from the connection. */
class NodeTcpConnection implements TcpConnection {
  readonly remote: Address;
  readonly #handlerOf: () => TcpHandler | undefined;
  /** What bytes go through: the TCP socket, or the TLS over it. */
  #socket: Socket;
  #fault: NetFault | undefined;
  #closedByOwner = false;

  constructor(socket: Socket, remote: Address, handlerOf: () => TcpHandler | undefined) {
    this.remote = remote;
    this.#handlerOf = handlerOf;
    this.#socket = socket;
    socket.setNoDelay(true);
    this.#listen();
  }

  get local(): Address {
    return { host: plainHost(this.#socket.localAddress ?? '0.0.0.0'), port: this.#socket.localPort ?? 0 };
  }

  get backlogBytes(): number {
    return this.#socket.writableLength;
  }

  write(data: string | Buffer): void {
    const socket = this.#socket;
    if (this.#closedByOwner || socket.destroyed) return;
    if (socket.writableLength > LONGEST_BACKLOG_BYTES) {
      this.#fault = { code: 'EBACKLOG', message: 'the peer does not read what it is sent' };
      socket.destroy();
      return;
    }
    socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
  }

  startTls({ serverName, authorities, verify = true }: TlsOptions, onSecure: () => void): void {
    const plain = this.#socket;
    for (const event of ['data', 'close', 'error']) plain.removeAllListeners(event);
    plain.on('error', () => {}); // told by the TLS over it
    // fetched when it is wanted: it costs memory that most instances never need
    const tls = process.getBuiltinModule('node:tls');
    const secure = tls.connect({
      socket: plain,
      ...(isIP(serverName) === 0 && { servername: serverName }),
      ...(authorities !== undefined && { ca: authorities }),
      rejectUnauthorized: verify,
      checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(serverName, certificate),
    });
    this.#socket = secure;
    this.#listen();
    secure.once('secureConnect', () => {
      if (!this.#closedByOwner) onSecure();
    });
  }

  close(): void {
    if (this.#closedByOwner) return;
    this.#closedByOwner = true;
    this.#socket.end();
    this.#socket.destroySoon();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('error', (error) => {
      this.#fault ??= faultOf(error);
    });
    socket.on('close', () => {
      if (!this.#closedByOwner) this.#handlerOf()?.onClose(this.#fault);
    });
    socket.on('data', (chunk: Buffer) => {
      if (!this.#closedByOwner) this.#handlerOf()?.onData(chunk);
    });
  }
}

/** Opens a TCP connection with node:net. */
export function connectTcp(remote: Address, handler: TcpHandler): TcpConnection {
  const socket = connect({ host: remote.host, port: remote.port });
  socket.on('connect', () => handler.onOpen?.());
  return new NodeTcpConnection(socket, remote, () => handler);
}

/** Listens with node:net, or over TLS. A handshake that fails, or takes longer than ten seconds, never comes to `accept`. */
export function listenTcp(local: Address, accept: TcpAcceptor, tls?: TlsIdentity): Promise<NetResult<TcpListener>> {
  return new Promise((resolve) => {
    const onConnection = (socket: Socket): void => {
      const remote = { host: plainHost(socket.remoteAddress ?? '0.0.0.0'), port: socket.remotePort ?? 0 };
      let handler: TcpHandler | undefined;
      handler = accept(new NodeTcpConnection(socket, remote, () => handler));
    };
    const server = tls ? createTlsServer(tls, onConnection) : createServer(onConnection);
    if ('code' in server) {
      resolve({ ok: false, fault: server });
      return;
    }
    server.once('error', (error) => resolve({ ok: false, fault: faultOf(error) }));
    server.listen({ host: local.host, port: local.port }, () => {
      const bound = server.address();
      const port = bound !== null && typeof bound === 'object' ? bound.port : local.port;
      resolve({
        ok: true,
        value: { local: { host: local.host, port }, close: () => void server.close() },
      });
    });
  });
}

/** A server that speaks TLS, or why its certificate does not do. */
function createTlsServer(identity: TlsIdentity, onConnection: (socket: Socket) => void): Server | NetFault {
  const tls = process.getBuiltinModule('node:tls');
  try {
    return tls.createServer({ ...tlsServerOptions(identity), handshakeTimeout: LONGEST_HANDSHAKE_MS }, onConnection);
  } catch (error) {
    return faultOf(error);
  }
}
