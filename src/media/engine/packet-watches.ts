import type { Ms } from '../../base/duration.ts';
import type { PacketWatch, WatchedPacket } from '../facade.ts';
import type { EngineEvent } from './protocol.ts';

/** So much of an RTP packet is shown: its header and the beginning of what it carries. */
const SHOWN_RTP_BYTES = 64;

/** The other end of a packet's way. */
export interface PacketPeer {
  readonly address: string;
  readonly port: number;
}

/** A packet on its way, before anybody has asked for it. */
export interface PassingPacket extends Pick<WatchedPacket, 'leg' | 'kind' | 'way' | 'length' | 'digit'> {
  readonly bytes: Uint8Array;
  readonly peer: PacketPeer | undefined;
}

/** Whether a watch asks for such packets. */
export function isWatched(watch: PacketWatch, { kind, address, port }: Omit<WatchedPacket, 'bytes'>): boolean {
  if (!watch[kind]) return false;
  const { host } = watch;
  return host === undefined || (host.address === address && (host.port === 0 || host.port === port));
}

/** Who watches the packets of an engine. While nobody does, a packet costs one look at {@link PacketWatches.rtp} or {@link PacketWatches.rtcp}. */
export class PacketWatches {
  /** Whether {@link PacketWatches.tell} is wanted of such packets. */
  rtp = false;
  rtcp = false;
  #watches: readonly PacketWatch[] = [];

  /** Those who watch from now on. */
  set(watches: readonly PacketWatch[]): void {
    this.#watches = watches;
    this.rtp = watches.some(({ rtp }) => rtp);
    this.rtcp = watches.some(({ rtcp }) => rtcp);
  }

  /** Tells of a packet if somebody has asked for it. */
  tell(host: { readonly nowMs: Ms; emit(event: EngineEvent): void }, passing: PassingPacket): void {
    const { leg, kind, way, length, digit, peer, bytes } = passing;
    if (!peer) return;
    const about = { leg, kind, way, length, digit, address: peer.address, port: peer.port, engineMs: host.nowMs };
    if (!this.#watches.some((watch) => isWatched(watch, about))) return;
    const shown = kind === 'rtp' ? Math.min(length, SHOWN_RTP_BYTES) : length;
    host.emit({ type: 'packet', packet: { ...about, bytes: bytes.slice(0, shown) } });
  }
}
