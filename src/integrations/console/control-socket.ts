import { rmSync } from 'node:fs';
import { connectUnix, listenUnix, type UnixListener } from '../../net/node-unix.ts';
import type { ConsoleHouse } from './session.ts';
import { openSession } from './session.ts';

/** Why the control socket could not be had. */
export type SocketRefusal =
  /** Another instance answers there. */
  { readonly kind: 'occupied' } | { readonly kind: 'failed'; readonly message: string };

/** The control socket of a running instance. Closing it ends every console and removes its file. */
export interface ControlSocket {
  close(): void;
}

/** Listens for consoles at `path`. A socket file that nobody answers at is left from a crash, and is removed first. */
export async function openControlSocket(
  path: string,
  mode: number,
  house: ConsoleHouse,
): Promise<ControlSocket | SocketRefusal> {
  if (await answers(path)) return { kind: 'occupied' };
  try {
    rmSync(path, { force: true });
  } catch (error) {
    return { kind: 'failed', message: String(error) };
  }
  const sessions = new Set<{ close(): void }>();
  const listening = await listenUnix(path, mode, (connection) => {
    const session = openSession(house, connection, () => sessions.delete(session));
    sessions.add(session);
    return session;
  });
  if (!listening.ok) return { kind: 'failed', message: listening.fault.message };
  const listener: UnixListener = listening.value;
  return {
    close() {
      listener.close();
      for (const session of sessions) session.close();
    },
  };
}

/** True if somebody accepts connections at `path`. */
export function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connectUnix(path, {
      onOpen() {
        resolve(true);
        connection.close();
      },
      onData() {},
      onClose: () => resolve(false),
    });
  });
}
