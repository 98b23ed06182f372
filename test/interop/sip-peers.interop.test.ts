import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, PJSIP_PORT, type Running, SIP_PORT } from '../../bench/target.ts';
import { AsterismProcess } from '../support/asterism-process.ts';
import { haveBaresip, openBaresip } from '../support/baresip.ts';
import { callWithSipp, haveSipp, runSipp } from '../support/sipp.ts';
import { challengedInvite } from '../support/sipp-provider.ts';
import {
  calleeScenario,
  callerScenario,
  sippAsk,
  sippMayCome,
  sippRequest,
  sippScenario,
  sippSdp,
  sippSend,
} from '../support/sipp-scenario.ts';
import { until } from '../support/until.ts';

const PROVIDER_PORT = 25075;
const OUTSIDE = '127.1.0.5';
const OUTSIDE_PORT = 25085;
const SIP_CONF = `[general]
udpbindaddr=0.0.0.0:${SIP_PORT}
context=nowhere
externaddr=203.0.113.7:5099
localnet=127.0.0.0/24
disallow=all
allow=ulaw
[outside]
type=peer
host=${OUTSIDE}
port=${OUTSIDE_PORT}
insecure=port,invite
context=office
`;
const PJSIP_CONF = `[udp]
type=transport
bind=0.0.0.0:${PJSIP_PORT}
external_signaling_address=203.0.113.8
external_media_address=203.0.113.9
local_net=127.0.0.0/24
[carl]
type=endpoint
aors=carl
auth=carl
context=office
allow=ulaw
[carl]
type=auth
username=carl
password=right
[carl]
type=aor
max_contacts=1
[provider]
type=endpoint
aors=provider
outbound_auth=provider
from_user=line7
allow=ulaw
[provider]
type=auth
username=line7
password=trunkpw
[provider]
type=aor
contact=sip:127.0.0.1:${PROVIDER_PORT}
[far]
type=endpoint
aors=far
allow=ulaw
[far]
type=aor
contact=sip:${OUTSIDE}:${OUTSIDE_PORT}
`;
const DIALPLAN = `[nowhere]
[office]
exten => service,1,Answer(0)
 same => n,Wait(20)
exten => ring,1,Ringing()
 same => n,Wait(20)
`;

describe.skipIf(!haveSipp)('peers of all sorts (needs sipp)', () => {
  let pbx: Running;

  beforeAll(async () => {
    pbx = await asterismTarget().start({
      ...BASE_FILES,
      'sip.conf': SIP_CONF,
      'pjsip.conf': PJSIP_CONF,
      'extensions.conf': DIALPLAN,
    });
  });

  afterAll(() => pbx.stop());

  test('an endpoint of pjsip.conf is asked for its password when it calls', async () => {
    const call = { exten: 'service', user: 'carl', hangUpAfterMs: 100 };
    const right = await callWithSipp(PJSIP_PORT, 25081, { ...call, password: 'right' });
    const wrong = await callWithSipp(PJSIP_PORT, 25081, { ...call, password: 'wrong' });
    expect(right.statuses).toEqual([401, 200]);
    expect(wrong.statuses).toEqual([401, 401]);
  });

  test('a provider of pjsip.conf that asks for our password gets it', async () => {
    const scenario = challengedInvite(`sip:5551234@127.0.0.1:${PROVIDER_PORT}`, { user: 'line7', password: 'trunkpw' });
    const answered = runSipp(scenario, ['-p', String(PROVIDER_PORT), '-m', '1']);
    await pbx.rxAside('channel originate PJSIP/5551234@provider application Wait 5');
    expect((await answered).code).toBe(0);
  });

  test('a caller gives up, and so do we', async () => {
    const ring = { exten: 'ring', user: 'carl', password: 'right', cancelAfterMs: 100 };
    expect((await callWithSipp(PJSIP_PORT, 25081, ring)).statuses).toEqual([401, 180, 487]);
    const rung = runSipp(calleeScenario({ kind: 'ring' }), ['-p', String(PROVIDER_PORT), '-m', '1']);
    await pbx.rxAside('channel originate PJSIP/5551234@provider application Wait 5');
    await until(() => pbx.rx('core show channels concise').includes('!Ringing!'));
    pbx.rx('channel request hangup all');
    const { code, trace } = await rung;
    expect(code).toBe(0);
    expect(trace).toMatch(/^CANCEL sip:5551234@/m);
  });

  test('a peer that asks for too short a session is told the least, refreshes a longer one, and hangs up', async () => {
    const invite = (cseq: number, seconds: number): string =>
      sippAsk(
        sippRequest({
          method: 'INVITE',
          cseq,
          more: ['Supported: timer', `Session-Expires: ${seconds}`],
          body: sippSdp(),
        }),
      );
    const within = (method: string, cseq: number, more: readonly string[] = []): string =>
      sippRequest({ method, cseq, target: '[next_url]', more });
    const scenario = sippScenario('session timer', [
      invite(1, 60),
      sippMayCome([100]),
      '<recv response="422"/>',
      sippSend(sippRequest({ method: 'ACK', cseq: 1 })),
      invite(2, 90),
      sippMayCome([100]),
      '<recv response="200" rrs="true"/>',
      sippSend(within('ACK', 2)),
      sippAsk(within('UPDATE', 3, ['Supported: timer', 'Session-Expires: 90;refresher=uac'])),
      '<recv response="200"/>',
      sippAsk(within('BYE', 4)),
      '<recv response="200"/>',
    ]);
    const { code, trace } = await runSipp(scenario, [
      ...[`127.0.0.1:${SIP_PORT}`, '-s', 'service', '-m', '1'],
      ...['-i', OUTSIDE, '-p', String(OUTSIDE_PORT)],
    ]);
    expect(code).toBe(0);
    expect(trace.match(/^(?:Min-SE: .*|Session-Expires: 90;.*)$/gm)?.map((line) => line.trim())).toEqual([
      'Min-SE: 90',
      'Session-Expires: 90;refresher=uas',
      'Session-Expires: 90;refresher=uac',
      'Session-Expires: 90;refresher=uac',
    ]);
  });

  test('a peer outside of localnet is told the address that it can reach, one inside our own', async () => {
    const caller = callerScenario({ exten: 'service', hangUpAfterMs: 100 });
    const far = await runSipp(caller, [
      ...[`127.0.0.1:${SIP_PORT}`, '-s', 'service', '-m', '1'],
      ...['-i', OUTSIDE, '-p', String(OUTSIDE_PORT)],
    ]);
    expect(far.code).toBe(0);
    expect(answerOf(far.trace)).toMatch(/^Contact: <sip:service@203\.0\.113\.7:5099>/m);
    expect(answerOf(far.trace)).toMatch(/^c=IN IP4 203\.0\.113\.7/m);
    const near = await runSipp(
      callerScenario({ exten: 'service', user: 'carl', password: 'right', hangUpAfterMs: 100 }),
      [...[`127.0.0.1:${PJSIP_PORT}`, '-s', 'service', '-m', '1', '-p', '25081']],
    );
    expect(answerOf(near.trace)).toMatch(/^c=IN IP4 127\.0\.0\.1/m);
  });

  test.each([
    ['SIP/outside', '203.0.113.7:5099', '203.0.113.7'],
    ['PJSIP/far', `203.0.113.8:${PJSIP_PORT}`, '203.0.113.9'],
  ])('%s is called with our outside address in Via, Contact and description', async (channel, signalling, media) => {
    const called = runSipp(calleeScenario({ kind: 'answer', ringMs: 0, hangUpAfterMs: 100 }), [
      ...['-i', OUTSIDE, '-p', String(OUTSIDE_PORT), '-m', '1'],
    ]);
    await pbx.rxAside(`channel originate ${channel} application Wait 5`);
    const { trace } = await called;
    const invite = trace.slice(trace.indexOf('INVITE sip:'));
    expect(invite).toMatch(new RegExp(`^Via: SIP/2.0/UDP ${signalling};`, 'm'));
    expect(invite).toMatch(new RegExp(`^Contact: <sip:(\\w+@)?${signalling}>`, 'm'));
    expect(invite).toMatch(new RegExp(`^c=IN IP4 ${media}\\r?$`, 'm'));
  });
});

/** The 200 to an INVITE. */
function answerOf(trace: string): string {
  return trace.slice(trace.search(/SIP\/2\.0 200 OK(?:\r?\n.+)*?\r?\nCSeq: \d+ INVITE/));
}

describe.skipIf(!haveBaresip)('phones over TCP (needs baresip-core)', () => {
  const phone = `[phone]
type=friend
host=dynamic
secret=pw
transport=tcp
disallow=all
allow=ulaw
`;
  const files = {
    ...BASE_FILES,
    'sip.conf': `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
tcpenable=yes
tcpbindaddr=127.0.0.1:${SIP_PORT}
${phone}`,
    'pjsip.conf': `[tcp]
type=transport
protocol=tcp
bind=127.0.0.1:${PJSIP_PORT}
${PJSIP_CONF.slice(PJSIP_CONF.indexOf('[carl]'), PJSIP_CONF.indexOf('[provider]')).replace('right', 'pw')}`,
    'extensions.conf': '[nowhere]\n',
  };

  test.each([
    ['SIP', 'phone', SIP_PORT, 25078],
    ['PJSIP', 'carl', PJSIP_PORT, 25088],
  ])(
    '%s: one that has registered is called after a crash, before it has noticed',
    async (technology, user, port, own) => {
      const folder = mkdtempSync(join(tmpdir(), 'asterism-tcp-'));
      let pbx = await AsterismProcess.start(folder, files);
      const one = await openBaresip({
        ...{ user, secret: 'pw', pbxPort: port, sipPort: own, rtpPort: 25900, answer: 'auto', transport: 'tcp' },
      });
      try {
        await one.saw(/200 OK.*binding/);
        // the database is written at most a second later
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await pbx.kill();
        pbx = await AsterismProcess.start(folder);
        const file = join(folder, 'now.call');
        writeFileSync(file, `Channel: ${technology}/${user}\nApplication: Wait\nData: 1\n`);
        renameSync(file, join(pbx.spool, 'outgoing', 'now.call'));
        await one.saw(/terminated \(duration/);
        expect(one.output.match(/200 OK.*binding/g)).toHaveLength(1);
      } finally {
        await one.stop();
        await pbx.kill();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
