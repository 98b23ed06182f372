import { definePort } from '../../base/port.ts';
import type { MediaEngine, PacketWatch } from '../../media/facade.ts';
import { rtcpLines } from './rtcp-lines.ts';
import { rtpLines } from './rtp-lines.ts';

/** Which packets are shown: of everybody, of one far end, or none. */
export type Shown = 'all' | NonNullable<PacketWatch['host']> | 'none';

/** What of the packets of calls is shown on the console. */
export class PacketTrace {
  readonly #media: MediaEngine;
  readonly #show: (line: string) => void;
  readonly #ends = new Map<'rtp' | 'rtcp', () => void>();

  constructor(media: MediaEngine, show: (line: string) => void) {
    this.#media = media;
    this.#show = show;
  }

  /** Shows these packets of one kind from now on, instead of those before. */
  set(kind: 'rtp' | 'rtcp', shown: Shown): void {
    this.#ends.get(kind)?.();
    this.#ends.delete(kind);
    if (shown === 'none') return;
    const watch = { rtp: kind === 'rtp', rtcp: kind === 'rtcp', ...(shown !== 'all' && { host: shown }) };
    const end = this.#media.watchPackets(watch, (packet) => {
      for (const line of kind === 'rtp' ? rtpLines(packet) : rtcpLines(packet)) this.#show(line);
    });
    this.#ends.set(kind, end);
  }

  /** Shows none any more. */
  close(): void {
    for (const end of this.#ends.values()) end();
    this.#ends.clear();
  }
}

/** @see PacketTrace */
export const packetTracePort = definePort<PacketTrace>('packetTrace');
