import { expect, test } from 'vitest';
import { SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx } from '../../support/test-pbx.ts';

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
callgroup = 1
namedcallgroup = lab
[carl](phone)
pickupgroup = 1
[dora](phone)
namedpickupgroup = lab
[emil](phone)
`;
const EXTENSIONS = '[in]\nexten => bert,1,Dial(SIP/bert,20)\n';

test.each([
  ['carl', true],
  ['dora', true],
  ['emil', false],
])('*8 takes the call to a phone of a group that one may pick up: %s', async (who, takes) => {
  await using pbx = await openTestPbx({
    config: { 'sip.conf': SIP_CONF, 'extensions.conf': EXTENSIONS },
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });
  const phones = new Map<string, SipPhone>();
  for (const [index, user] of ['ada', 'bert', who].entries()) {
    const phone = await SipPhone.open(pbx.network, pbx.clock, {
      user,
      password: 'pw',
      port: 6001 + index,
      onCall: (session) => session.progress(180),
    });
    void phone.register();
    phones.set(user, phone);
  }
  await pbx.clock.advance(100);
  phones.get('ada')?.call('bert');
  await pbx.clock.advance(1000);
  phones.get(who)?.call('*8');
  await pbx.clock.advance(1000);
  const bridged = pbx.pbx.channels
    .list()
    .filter(({ bridgeId }) => bridgeId !== undefined)
    .map(({ name }) => name.replace(/-.*$/, ''));
  expect(bridged.sort()).toEqual(takes ? ['SIP/ada', `SIP/${who}`].sort() : []);
});
