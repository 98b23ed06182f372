import { formatClock } from '../../../base/duration.ts';
import type { LegStatistics } from '../../../media/facade.ts';
import { formatAddress } from '../../../net/address.ts';
import type { SipLeg } from '../call/sip-leg.ts';
import type { RememberedMessage } from '../message-history.ts';
import type { SipStack } from '../sip-stack.ts';

/** The calls of channels named SIP. */
export function sipLegs(stack: SipStack): SipLeg[] {
  return stack.board.list().filter(({ channel }) => channel.technology === 'SIP');
}

/** `sip show channelstats`. */
export async function listChannelStatistics(stack: SipStack, nowMs: number): Promise<string> {
  const legs = sipLegs(stack);
  const rows = await Promise.all(
    legs.flatMap((leg) => {
      const { media, session, callId, channel } = leg;
      if (!media) return [];
      const host = session?.peerFlow.remote.host ?? '';
      const head = `${host.slice(0, 15).padEnd(15)}  ${callId.slice(0, 11).padEnd(11)}  ${formatClock(nowMs - channel.createdMs).padEnd(8)}`;
      return [media.statistics().then((told) => `${head} ${quality(told)}\n`)];
    }),
  );
  const heading =
    'Peer             Call ID      Duration Recv: Pack  Lost       (     %) Jitter Send: Pack  Lost       (     %) Jitter\n';
  return `${heading}${rows.join('')}${rows.length} active SIP channel${rows.length === 1 ? '' : 's'}\n`;
}

function quality({
  packetsReceived,
  packetsLost,
  jitterMs,
  packetsSent,
  remoteLost,
  remoteJitterMs,
}: LegStatistics): string {
  return `${way(packetsReceived, packetsLost, jitterMs)} ${way(packetsSent, remoteLost, remoteJitterMs)}`;
}

function way(packets: number, lost: number, jitterMs: number): string {
  const large = packets > 100_000;
  const shown = `${String(large ? Math.floor(packets / 1000) : packets).padEnd(10)}${large ? 'K' : ' '}`;
  const share = packets + lost > 0 ? (100 * lost) / (packets + lost) : 0;
  return `${shown} ${String(lost).padEnd(10)} (${share.toFixed(2).padStart(5)}%) ${(jitterMs / 1000).toFixed(4)}`;
}

/** Two stand without a colon. */
const labelled = (name: string): string => (name.endsWith(' support') ? name : `${name}:`);

/** `sip show channel CALL-ID`: what is known of a call, under Asterisk's names. */
export function describeCall(leg: SipLeg): string {
  const { session, endpoint, channel } = leg;
  const remote = session ? formatAddress(session.peerFlow.remote) : '';
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['Curr. trans. direction', ` ${leg.incoming ? 'Incoming' : 'Outgoing'}`],
    ['Call-ID', leg.callId],
    ['Owner channel ID', channel.name],
    ['Our Codec Capability', `(${endpoint.codecs.join('|')})`],
    ['Non-Codec Capability (DTMF)', `  ${endpoint.digits === 'rfc4733' ? 1 : 0}`],
    ['Their Codec Capability', `  (${leg.codec})`],
    ['Joint Codec Capability', `  (${leg.codec})`],
    ['Format', `(${leg.codec})`],
    ['T.38 support', 'No'],
    ['Video support', 'No'],
    ['MaxCallBR', '384 kbps'],
    ['Theoretical Address', remote],
    ['Received Address', remote],
    ['SIP Transfer mode', endpoint.transfers ? 'open' : 'closed'],
    ['Force rport', { yes: 'Yes', no: 'No', auto: 'Auto (No)' }[endpoint.symmetricSignalling]],
    ['SIP User agent', leg.peerAgent],
    ['Username', endpoint.name],
    ['Peername', endpoint.name],
    ['Need Destroy', 'No'],
    ['Promiscuous Redir', 'No'],
    ['Route', 'N/A'],
    ['DTMF Mode', endpoint.digits === 'rfc4733' ? 'rfc2833' : endpoint.digits],
    ['SIP Options', '(none)'],
    ['Session-Timer', 'Inactive'],
    ['Transport', session?.peerFlow.protocol ?? 'UDP'],
    ['Media', leg.media ? 'RTP' : 'None'],
  ];
  return `\n  * SIP Call\n${rows.map(([name, value]) => `  ${labelled(name).padEnd(23)} ${value}\n`).join('')}\n\n`;
}

/** `sip show history CALL-ID`: the messages of one call. */
export function describeMessages(messages: readonly RememberedMessage[]): string {
  const rows = messages.map(({ direction, text }, index) => {
    const first = /^[^\r\n]*/.exec(text)?.[0] ?? '';
    return `${String(index + 1)}. ${(direction === 'in' ? 'Rx' : 'TxReq').padEnd(15)} ${first}\n`;
  });
  return `\n  * SIP Call\n${rows.join('')}\n`;
}
