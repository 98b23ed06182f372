import { connect, createServer, type Socket } from 'node:net';
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
} from './network.ts';

/** Binds a node socket to a handler; `handler` is asked for late, since an acceptor makes it from the connection. */
function wrap(socket: Socket, remote: Address, handlerOf: () => TcpHandler | undefined): TcpConnection {
  let fault: NetFault | undefined;
  let closedByOwner = false;
  socket.setNoDelay(true);
  socket.on('error', (error) => {
    fault ??= faultOf(error);
  });
  socket.on('close', () => {
    if (!closedByOwner) handlerOf()?.onClose(fault);
  });
  socket.on('data', (chunk: Buffer) => {
    if (!closedByOwner) handlerOf()?.onData(chunk);
  });
  return {
    remote,
    get local() {
      return { host: plainHost(socket.localAddress ?? '0.0.0.0'), port: socket.localPort ?? 0 };
    },
    write(data) {
      if (closedByOwner || socket.destroyed) return;
      if (socket.writableLength > LONGEST_BACKLOG_BYTES) {
        fault = { code: 'EBACKLOG', message: 'the peer does not read what it is sent' };
        socket.destroy();
        return;
      }
      socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
    },
    close() {
      if (closedByOwner) return;
      closedByOwner = true;
      socket.end();
      socket.destroySoon();
    },
  };
}

/** Opens a TCP connection with node:net. */
export function connectTcp(remote: Address, handler: TcpHandler): TcpConnection {
  const socket = connect({ host: remote.host, port: remote.port });
  socket.on('connect', () => handler.onOpen?.());
  return wrap(socket, remote, () => handler);
}

/** Listens with node:net. */
export function listenTcp(local: Address, accept: TcpAcceptor): Promise<NetResult<TcpListener>> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      const remote = { host: plainHost(socket.remoteAddress ?? '0.0.0.0'), port: socket.remotePort ?? 0 };
      let handler: TcpHandler | undefined;
      handler = accept(wrap(socket, remote, () => handler));
    });
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
