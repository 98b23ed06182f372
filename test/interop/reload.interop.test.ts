import { expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, SIP_PORT } from '../../bench/target.ts';
import { systemClock } from '../../src/base/clock.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { RtpPeer } from '../support/rtp-peer.ts';
import { phoneSdp, SipPhone } from '../support/sip-phone.ts';
import { until } from '../support/until.ts';

const FILES = {
  ...BASE_FILES,
  'pjsip.conf': '',
  'sip.conf': `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
[ada]
type=friend
host=dynamic
secret=pw
context=office
disallow=all
allow=ulaw
`,
  'extensions.conf': `[office]
exten => tone,1,Answer(0)
 same => n,Milliwatt()
exten => echo,1,Answer(0)
 same => n,Echo()
exten => far,1,Dial(Local/tone@office)
`,
};

const RELOADS = ['module reload', 'dialplan reload', 'core reload'];
const STORM_MS = 4000;
const CONTROL_MS = 2000;

test('calls go on without a gap while modules, dialplan and core are reloaded over and over', {
  retry: 1,
}, async () => {
  const pbx = await asterismTarget().start(FILES);
  const phone = await SipPhone.open(systemNetwork, systemClock, {
    user: 'ada',
    password: 'pw',
    port: 26301,
    pbx: { host: '127.0.0.1', port: SIP_PORT },
  });
  const peers: RtpPeer[] = [];
  try {
    for (const exten of ['tone', 'far', 'echo']) {
      const peer = await RtpPeer.open();
      peers.push(peer);
      const call = phone.call(exten, { body: phoneSdp(peer.port, [], '0') });
      await until(() => call.log.includes('200'));
      peer.talkTo(call.answer?.body ?? '');
    }
    await until(() => peers.every(({ arrivals }) => arrivals.length > 10));
    /** What the phones hear while commands are given over and over. */
    const during = async (commands: readonly string[], forMs: number) => {
      for (const { arrivals, echoes } of peers) arrivals.length = echoes.length = 0;
      const end = performance.now() + forMs;
      let given = 0;
      for (; performance.now() < end; given++) await pbx.rxAside(commands[given % commands.length] ?? '');
      const gaps = peers.map(({ longestGapMs }) => longestGapMs);
      return { given, worstMs: Math.max(...gaps, ...(peers[2]?.echoes ?? [Number.NaN])) };
    };
    // what this machine does to real time by itself is no gap of ours
    const machine = await during(['core show uptime'], CONTROL_MS);
    const storm = await during(RELOADS, STORM_MS);
    expect(storm.given).toBeGreaterThanOrEqual(6);
    expect(storm.worstMs).toBeLessThan(100 + 2 * machine.worstMs);
    const heard = peers.map(({ arrivals }) => arrivals.length);
    expect(Math.min(...heard)).toBeGreaterThan((STORM_MS / 20) * 0.95);
  } finally {
    for (const peer of peers) peer.close();
    phone.agent.close();
    await pbx.stop();
  }
});
