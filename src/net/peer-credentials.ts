import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

/** Who is at the other end of a Unix socket, as the kernel knows it. */
export interface PeerCredentials {
  readonly userId: number;
  readonly groupId: number;
}

const SOL_SOCKET = 1;
const SO_PEERCRED = 17;

/**
 * Asks the kernel who has connected; undefined where it cannot be asked (no Linux, or koffi is not installed).
 * @see unix(7) SO_PEERCRED
 */
export function peerCredentials(socket: Socket): PeerCredentials | undefined {
  const fd = descriptorOf(socket);
  if (process.platform !== 'linux' || fd === undefined) return undefined;
  try {
    const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi');
    const ask = koffi.load(null).func('int getsockopt(int, int, int, void *, void *)');
    const told = new Int32Array(3);
    const size = new Uint32Array([told.byteLength]);
    if (ask(fd, SOL_SOCKET, SO_PEERCRED, told, size) !== 0) return undefined;
    return { userId: told[1] ?? -1, groupId: told[2] ?? -1 };
  } catch {
    return undefined; // koffi is not there: nobody is known
  }
}

/** Node tells the descriptor of a socket by its handle alone. */
function descriptorOf(socket: Socket): number | undefined {
  const { _handle: handle } = socket as Socket & { readonly _handle?: { readonly fd?: number } | null };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}
