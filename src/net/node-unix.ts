import { chmodSync, mkdtempSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { faultOf } from './net-fault.ts';
import type { NetFault, NetResult } from './network.ts';
import { type PeerCredentials, peerCredentials } from './peer-credentials.ts';

/** One end of a connection over a Unix socket. Its owner closes it. */
export interface UnixConnection {
  /** Sends UTF-8 text. */
  write(text: string): void;
  /** Who is at the other end, as the kernel knows it; undefined where it cannot be asked. */
  peer(): PeerCredentials | undefined;
  /** Sends what is left, then ends. */
  close(): void;
}

/** What a connection tells its owner. */
export interface UnixHandler {
  onOpen?(): void;
  onData(chunk: Buffer): void;
  /** The end, told once, whoever ended it: without a fault if it was ended in order. */
  onClose(fault?: NetFault): void;
}

/** The most unsent bytes kept for a peer that does not read, 8 MiB; past it the connection is cut. */
const LONGEST_BACKLOG_BYTES = 8 << 20;

function wrap(socket: Socket, handlerOf: () => UnixHandler | undefined): UnixConnection {
  let fault: NetFault | undefined;
  socket.on('error', (error) => {
    fault ??= faultOf(error);
  });
  socket.on('close', () => handlerOf()?.onClose(fault));
  socket.on('data', (chunk: Buffer) => handlerOf()?.onData(chunk));
  return {
    write(text) {
      if (socket.destroyed || socket.writableEnded) return;
      if (socket.writableLength > LONGEST_BACKLOG_BYTES) socket.destroy();
      else socket.write(text);
    },
    peer: () => peerCredentials(socket),
    close: () => socket.destroySoon(),
  };
}

/** Connects to the Unix socket at `path`; a failure is told by {@link UnixHandler.onClose}. */
export function connectUnix(path: string, handler: UnixHandler): UnixConnection {
  const socket = createConnection({ path });
  socket.on('connect', () => handler.onOpen?.());
  return wrap(socket, () => handler);
}

/** A listening Unix socket. Closing it removes its file and leaves accepted connections open. */
export interface UnixListener {
  close(): void;
}

/**
 * Listens on a Unix socket at `path` with the permissions `mode`. It is bound in a folder that nobody else may enter and
 * moved to its place when it has them, so that it is never there with more.
 */
export function listenUnix(
  path: string,
  mode: number,
  accept: (connection: UnixConnection) => UnixHandler,
): Promise<NetResult<UnixListener>> {
  return new Promise((resolve) => {
    const fail = (error: unknown): void => resolve({ ok: false, fault: faultOf(error) });
    const server = createServer((socket) => {
      let handler: UnixHandler | undefined;
      handler = accept(wrap(socket, () => handler));
    });
    server.once('error', fail);
    try {
      const aside = mkdtempSync(join(dirname(path), '.ctl-'));
      const bound = join(aside, 's');
      server.listen(bound, () => {
        try {
          chmodSync(bound, mode);
          renameSync(bound, path);
          rmdirSync(aside);
          resolve({ ok: true, value: { close: () => end(server, path) } });
        } catch (error) {
          server.close();
          fail(error);
        }
      });
    } catch (error) {
      fail(error);
    }
  });
}

function end(server: Server, path: string): void {
  if (!server.listening) return;
  server.close();
  rmSync(path, { force: true });
}
