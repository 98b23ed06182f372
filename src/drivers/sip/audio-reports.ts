import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { MediaEngine, WatchedPacket } from '../../media/facade.ts';
import { readRtcp, roundTripOf, rtcpTypes } from '../../media/rtp/read-rtcp.ts';
import { audioReported } from './events.ts';
import type { CallBoard } from './states.ts';

/** What telling of reports needs. */
export interface ReportHouse {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly media: MediaEngine;
  readonly board: CallBoard;
}

/** Tells of the RTCP of all calls, while somebody wants to know. The returned function ends that. */
export function tellAudioReports(house: ReportHouse): () => void {
  let stop: (() => void) | undefined;
  const forget = house.bus.whenWanted(audioReported, (wanted) => {
    stop?.();
    stop = wanted ? house.media.watchPackets({ rtp: false, rtcp: true }, (packet) => tell(house, packet)) : undefined;
  });
  return () => {
    forget();
    stop?.();
  };
}

function tell({ bus, clock, board }: ReportHouse, packet: WatchedPacket): void {
  const leg = board.list().find(({ media }) => media?.id === packet.leg);
  const near = leg?.controlAddress;
  if (!leg || !near) return;
  const { way, bytes, address, port, engineMs } = packet;
  const far = { host: address, port };
  for (const report of readRtcp(bytes, bytes.length)) {
    if (report.type !== rtcpTypes.senderReport && report.type !== rtcpTypes.receiverReport) continue;
    const [first] = report.blocks;
    bus.publish(audioReported, {
      channel: leg.channel.snapshot(),
      way,
      report,
      roundTripMs: way === 'in' && first ? roundTripOf(first, engineMs) : undefined,
      ...(way === 'in' ? { from: far, to: near } : { from: near, to: far }),
      atMs: clock.now(),
    });
  }
}
