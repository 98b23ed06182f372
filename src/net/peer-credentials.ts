import type { Socket } from 'node:net';
import { linux, loadLibc } from '../base/linux/libc.ts';

/** Who is at the other end of a Unix socket, as the kernel knows it. */
export interface PeerCredentials {
  readonly userId: number;
  readonly groupId: number;
}

/**
 * Asks the kernel who has connected; undefined where it cannot be asked (no Linux, or koffi is not installed).
 * @see unix(7) SO_PEERCRED
 */
export function peerCredentials(socket: Socket): PeerCredentials | undefined {
  const fd = descriptorOf(socket);
  if (fd === undefined) return undefined;
  try {
    const told = new Int32Array(3);
    const size = new Uint32Array([told.byteLength]);
    if (loadLibc().getsockopt(fd, linux.SOL_SOCKET, linux.SO_PEERCRED, told, size) !== 0) return undefined;
    if (size[0] !== told.byteLength) return undefined; // the number means something else there
    return { userId: told[1] ?? -1, groupId: told[2] ?? -1 };
  } catch {
    return undefined; // no Linux, or koffi is not there: nobody is known
  }
}

/** Node tells the descriptor of a socket by its handle alone. */
function descriptorOf(socket: Socket): number | undefined {
  const { _handle: handle } = socket as Socket & { readonly _handle?: { readonly fd?: number } | null };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}
