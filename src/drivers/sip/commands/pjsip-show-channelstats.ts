import { formatClock } from '../../../base/duration.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import type { LegStatistics } from '../../../media/facade.ts';
import { pjsipLegs } from '../listing/pjsip-kinds.ts';
import { matching } from '../listing/pjsip-listing.ts';
import { objectsFound } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

const HEADING = `
                                             ...........Receive......... .........Transmit..........
 BridgeId ChannelId ........ UpTime.. Codec.   Count    Lost Pct  Jitter   Count    Lost Pct  Jitter RTT....
 ===========================================================================================================

`;

/** `pjsip show channelstats`. */
export const command = defineCliCommand({
  command: 'pjsip show channelstats [like] [<pattern>]',
  module: 'res_pjsip',
  synopsis: 'List how the audio of calls fares',
  usage: 'Packets that came and went, how many of them were lost, and their jitter in seconds.',
  async run(context, args) {
    const legs = pjsipLegs(context.use(sipStackPort)).map((leg) => ({ leg, name: leg.channel.name }));
    const found = matching(legs, args);
    if (!found) return { usage: true };
    if (found.length === 0) return objectsFound(0);
    const nowMs = context.clock.now();
    const rows = await Promise.all(
      found.map(async ({ leg: { channel, codec, media } }) => {
        const head = ` ${(channel.bridgeId ?? '').slice(0, 8).padEnd(8)} ${channel.name
          .replace(/^PJSIP\//, '')
          .slice(0, 18)
          .padEnd(18)}`;
        if (!media) return `${head} not valid\n`;
        const upTime = formatClock(nowMs - (channel.answeredMs ?? nowMs));
        return `${head} ${upTime.slice(0, 8).padEnd(8)} ${codec.slice(0, 6).padEnd(6)} ${quality(await media.statistics())}\n`;
      }),
    );
    return `${HEADING}${rows.join('')}${objectsFound(found.length)}`;
  },
});

function quality(told: LegStatistics): string {
  const { packetsReceived, packetsLost, jitterMs, packetsSent, remoteLost, remoteJitterMs } = told;
  const round = (told.roundTripMs ?? 0) / 1000;
  return [
    way(packetsReceived, packetsLost, jitterMs / 1000),
    way(packetsSent, remoteLost, remoteJitterMs / 1000),
    round.toFixed(3).padStart(7),
  ].join(' ');
}

function way(packets: number, lost: number, jitter: number): string {
  const share = packets + lost > 0 ? Math.round((100 * lost) / (packets + lost)) : 0;
  return `${inThousands(packets)} ${inThousands(lost)} ${String(share).padStart(3)} ${jitter.toFixed(3).padStart(7)}`;
}

/** Large numbers in thousands, with a K. */
function inThousands(count: number): string {
  const large = count > 99_999;
  return `${String(large ? Math.floor(count / 1000) : count).padStart(6)}${large ? 'K' : ' '}`;
}
