import { expect, test } from 'vitest';
import { SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx } from '../../support/test-pbx.ts';

/** As observed of Asterisk 16: those that are asked for go first, the others of the phone follow. */
test.each([
  ['', 'RTP/AVP 0 8 3 101'],
  ['C(alaw)', 'RTP/AVP 8 0 3 101'],
  ['C(gsm,ulaw)', 'RTP/AVP 3 0 8 101'],
  ['C(g722)', 'RTP/AVP 0 8 3 101'],
  ['C(nosuch)', 'RTP/AVP 0 8 3 101'],
])('Originate(…,%s) offers %s', async (options, offered) => {
  await using pbx = await openTestPbx({
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
    config: {
      'sip.conf': `[general]
udpbindaddr = 127.0.0.1
disallow = all
allow = ulaw,alaw,gsm
[bob]
type = peer
host = 127.0.0.1
port = 6001
`,
      'extensions.conf': `[default]\nexten => 1,1,Originate(SIP/bob,app,Wait,1,,2,${options})\n`,
    },
  });
  const bodies: string[] = [];
  await SipPhone.open(pbx.network, pbx.clock, {
    user: 'bob',
    port: 6001,
    pbx: { host: '127.0.0.1', port: 5060 },
    onCall: (session) => {
      bodies.push(session.invite.body.toString());
      session.end({ status: 486 });
    },
  });
  await pbx.finish(pbx.call('alice', '1'));
  expect(bodies.map((body) => /m=audio \d+ (.*)/.exec(body)?.[1]?.trim())).toEqual([offered]);
});
