import { expect, test } from 'vitest';
import type { ModuleOutcome } from '../../../src/pbx/ports/modules.ts';
import { modulesPort } from '../../../src/pbx/ports/modules.ts';
import { SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
disallow = all
allow = ulaw
[phone](!)
type = friend
host = dynamic
secret = pw
context = in
[ada](phone)
[bert](phone)
`;
const PJSIP_CONF = `[udp]
type = transport
bind = 127.0.0.1:5070
[carl]
type = endpoint
aors = carl
auth = carl
context = in
allow = ulaw
[carl]
type = auth
username = carl
password = pw
[carl]
type = aor
max_contacts = 1
`;
const EXTENSIONS = `[in]
exten => ring,1,Ringing()
 same => n,Wait(60)
exten => up,1,Answer(0)
 same => n,Wait(60)
exten => bert,1,Dial(SIP/bert,20)
exten => h,1,NoOp(h ran)
`;

async function open(): Promise<TestPbx> {
  return openTestPbx({
    config: { 'sip.conf': SIP_CONF, 'pjsip.conf': PJSIP_CONF, 'extensions.conf': EXTENSIONS },
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });
}

async function unload(pbx: TestPbx, name: string, force: boolean): Promise<ModuleOutcome> {
  const unloaded = pbx.pbx.ports.use(modulesPort).unload(name, force);
  await pbx.clock.advance(100);
  return unloaded;
}

test('a SIP module with calls is not unloaded, unless by force: then every far end is told before the sockets close', async () => {
  await using pbx = await open();
  const make = (user: string, port: number): Promise<SipPhone> =>
    SipPhone.open(pbx.network, pbx.clock, { user, password: 'pw', port });
  const [ada, bert] = [await make('ada', 6001), await make('bert', 6002)];
  void ada.register();
  void bert.register();
  await pbx.clock.advance(100);
  const ringing = ada.call('ring');
  const answered = ada.call('up');
  const dialling = ada.call('bert');
  await pbx.clock.advance(1000);
  expect(await unload(pbx, 'chan_sip.so', false)).toEqual({
    ok: false,
    message: expect.stringContaining("'chan_sip.so' is in use 4 times"),
  });
  expect([ringing.log, answered.log, dialling.log]).toEqual([['180'], ['200'], ['180']]);
  expect(await unload(pbx, 'chan_sip.so', true)).toEqual({ ok: true });
  expect([ringing.log, answered.log, dialling.log]).toEqual([
    ['180', '503'],
    ['200', 'bye'],
    ['180', '503'],
  ]);
  expect(bert.log).toEqual(['ended cancelled']);
  await pbx.clock.advance(1000);
  expect(pbx.pbx.channels.size).toBe(0);
  expect(pbx.log.steps.filter((step) => step.includes('h ran'))).toHaveLength(3);
});

test('the same holds of pjsip.conf, whose calls do not hinder chan_sip', async () => {
  await using pbx = await open();
  const carl = await SipPhone.open(pbx.network, pbx.clock, {
    user: 'carl',
    password: 'pw',
    port: 6003,
    pbx: { host: '127.0.0.1', port: 5070 },
  });
  const ringing = carl.call('ring');
  await pbx.clock.advance(1000);
  expect(await unload(pbx, 'chan_sip', false)).toEqual({ ok: true });
  expect(await unload(pbx, 'chan_pjsip', false)).toMatchObject({ ok: false });
  expect(await unload(pbx, 'res_pjsip', false)).toMatchObject({ ok: false });
  expect(ringing.log).toEqual(['180']);
  expect(await unload(pbx, 'res_pjsip', true)).toEqual({ ok: true });
  expect(ringing.log).toEqual(['180', '503']);
});
