import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { haveBaresip, openBaresip } from '../support/baresip.ts';
import { haveSipp, runSipp } from '../support/sipp.ts';
import { challengedInvite, challengedRegister } from '../support/sipp-provider.ts';
import { callerScenario } from '../support/sipp-scenario.ts';

const TRUNK_PORT = 25075;
const SIP_CONF = `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
tcpenable=yes
tcpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
disallow=all
allow=ulaw
register => line7:trunkpw@127.0.0.1:${TRUNK_PORT}/600
[trunk]
type=peer
host=127.0.0.1
port=${TRUNK_PORT}
defaultuser=line7
secret=trunkpw
fromuser=line7
context=office
[phone]
type=friend
host=dynamic
secret=right
context=office
`;
const DIALPLAN = `[nowhere]
[office]
exten => out,1,Dial(SIP/5551234@trunk,10)
 same => n,Set(GLOBAL(seen)=\${DIALSTATUS}/\${HANGUPCAUSE})
exten => service,1,Answer(0)
 same => n,Wait(20)
`;

const ACCOUNT = { user: 'line7', password: 'trunkpw' };

/** Asks until the answer matches. */
async function until(ask: () => string, pattern: RegExp): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const text = ask();
    if (pattern.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return ask();
}

describe.skipIf(!haveSipp)('a provider that challenges (needs sipp)', () => {
  let pbx: Running;

  beforeAll(async () => {
    const registered = runSipp(challengedRegister(`sip:127.0.0.1:${TRUNK_PORT}`, ACCOUNT), [
      '-p',
      String(TRUNK_PORT),
      '-m',
      '1',
    ]);
    pbx = await asterismTarget().start({
      ...BASE_FILES,
      'pjsip.conf': '',
      'sip.conf': SIP_CONF,
      'extensions.conf': DIALPLAN,
    });
    expect((await registered).code).toBe(0);
  });

  afterAll(() => pbx.stop());

  test('is registered with', async () => {
    expect(await until(() => pbx.rx('sip show registry'), /Registered/)).toMatch(
      new RegExp(`^127\\.0\\.0\\.1:${TRUNK_PORT} +N +line7 +\\d+ Registered `, 'm'),
    );
  });

  test('is called through, and may hang up', async () => {
    const answered = runSipp(challengedInvite(`sip:5551234@127.0.0.1:${TRUNK_PORT}`, ACCOUNT), [
      '-p',
      String(TRUNK_PORT),
      '-m',
      '1',
    ]);
    pbx.rx('channel originate Local/out@office application Wait 5');
    expect((await answered).code).toBe(0);
    await until(() => pbx.rx('core show channels count'), /^0 active channels/m);
    expect(pbx.rx('core show channels count')).toMatch(/^0 active channels/m);
  });

  test('two hundred calls at fifty a second all succeed, and nothing is left of them', async () => {
    const caller = callerScenario({ exten: 'service', user: 'phone', password: 'right', hangUpAfterMs: 500 });
    const args = [`127.0.0.1:${SIP_PORT}`, '-s', 'service', '-r', '50', '-m', '200', '-p', '25076'];
    expect((await runSipp(caller, args)).code).toBe(0);
    expect(await until(() => pbx.rx('sip show channels'), /^0 active SIP dialogs/m)).toMatch(/^0 active SIP dialogs/m);
  });
});

describe.skipIf(!haveBaresip)('a phone over TCP (needs baresip-core)', () => {
  test('registers, is listed, and is called over its connection', async () => {
    const pbx = await asterismTarget().start({
      ...BASE_FILES,
      'pjsip.conf': '',
      'sip.conf': SIP_CONF.replace(/^register.*$/m, ''),
      'extensions.conf': DIALPLAN,
    });
    const phone = await openBaresip({
      user: 'phone',
      secret: 'right',
      pbxPort: SIP_PORT,
      sipPort: 25078,
      rtpPort: 25900,
      answer: 'auto',
      transport: 'tcp',
    });
    try {
      await phone.saw(/200 OK.*binding/);
      expect(pbx.rx('sip show peer phone')).toMatch(/Reg\. Contact : sip:phone.*transport=tcp/);
      pbx.rx('channel originate SIP/phone application Wait 1');
      await phone.saw(/terminated \(duration/);
    } finally {
      await phone.stop();
      await pbx.stop();
    }
  });
});
