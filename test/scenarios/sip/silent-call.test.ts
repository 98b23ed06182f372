import { expect, test } from 'vitest';
import { AmiClient } from '../../support/ami-client.ts';
import { onePhone, openAlice } from '../../support/one-phone.ts';
import { openTestPbx } from '../../support/test-pbx.ts';

const CONFIG = onePhone({ general: 'rtptimeout = 30', does: 'Wait(600)', read: 'call' });

test('a call whose phone sends nothing any more is ended after rtptimeout, and clients are told why', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s');
  const alice = await openAlice(pbx);
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
