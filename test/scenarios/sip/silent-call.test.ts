import { expect, test } from 'vitest';
import { AmiClient } from '../../support/ami-client.ts';
import { phoneSdp, SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx } from '../../support/test-pbx.ts';

const CONFIG = {
  'sip.conf': `[general]
udpbindaddr = 127.0.0.1
rtptimeout = 30
[alice]
type = friend
host = 127.0.0.1
port = 6001
insecure = invite,port
context = in
`,
  'extensions.conf': '[in]\nexten => 1,1,Answer()\n same => n,Wait(600)\n',
  'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=call\n',
};

test('a call whose phone sends nothing any more is ended after rtptimeout, and clients are told why', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s');
  const alice = await SipPhone.open(pbx.network, pbx.clock, {
    user: 'alice',
    port: 6001,
    pbx: { host: '127.0.0.1', port: 5060 },
    onCall: (session) => session.accept(phoneSdp()),
  });
  const call = alice.call('1');
  await pbx.clock.advance(1000);
  client.take();
  await pbx.clock.advance(28_000);
  expect(client.take()).toEqual([]);
  await pbx.clock.advance(3000);
  expect(call.log.at(-1)).toBe('bye');
  const [first = '', second = ''] = client.take();
  expect(first).toMatch(/^Event: SessionTimeout\nPrivilege: call,all\nChannel: SIP\/alice-00000000\n/);
  expect(first).toMatch(/\nSource: RTPTimeout$/);
  expect(second).toContain('Event: SoftHangupRequest');
  expect(pbx.log.of('notice').at(-1)).toBe(
    "Disconnecting call 'SIP/alice-00000000' for lack of RTP activity in 30 seconds",
  );
});
