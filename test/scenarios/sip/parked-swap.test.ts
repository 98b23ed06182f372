import { expect, test } from 'vitest';
import { AmiClient } from '../../support/ami-client.ts';
import { referTo } from '../../support/refer-to.ts';
import { phoneSdp, SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx } from '../../support/test-pbx.ts';

const CONFIG = {
  'sip.conf': `[general]
udpbindaddr = 127.0.0.1
[phone](!)
type = friend
host = dynamic
secret = pw
context = in
[ada](phone)
[bert](phone)
`,
  'extensions.conf': '[in]\ninclude => parkedcalls\nexten => bert,1,Dial(SIP/bert)\n',
  'res_parking.conf': '[default]\nparkext => 700\nparkpos => 701-703\nparkingtime = 30\ncontext => parkedcalls\n',
  'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=call\n',
};

test('who parks a call of his own and hands a caller over to it leaves him on the very space that he was told', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const open = async (user: string, port: number): Promise<SipPhone> => {
    const phone = await SipPhone.open(pbx.network, pbx.clock, {
      user,
      password: 'pw',
      port,
      onCall: (session) => session.accept(phoneSdp()),
    });
    void phone.register();
    return phone;
  };
  const [ada, bert] = [await open('ada', 6001), await open('bert', 6002)];
  await pbx.clock.advance(100);
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s');

  ada.call('bert');
  await pbx.clock.advance(1000);
  const consult = bert.call('700');
  await pbx.clock.advance(10_000);
  const headers = referTo('700', '127.0.0.1', consult.session);
  bert.calls.at(-1)?.send('REFER', { headers }, () => {});
  await pbx.clock.advance(1000);

  const told = client.take().filter((event) => /^Event: (Parked|UnParked)/.test(event));
  const seen = (event = ''): string =>
    ['Event', 'ParkeeChannel', 'ParkingSpace', 'ParkingTimeout', 'ParkingDuration']
      .map((name) => new RegExp(`^${name}: (.*)$`, 'm').exec(event)?.[1])
      .join(' ');
  expect(told.map(seen)).toEqual([
    'ParkedCall SIP/bert-00000002 701 30 0',
    'ParkedCallSwap SIP/ada-00000000 701 21 10',
  ]);
  expect(pbx.pbx.channels.list().map(({ name }) => name)).toEqual(['SIP/ada-00000000']);
  // The time goes on from when the first one was parked.
  await pbx.clock.advance(20_000);
  expect(client.take().filter((event) => event.startsWith('Event: ParkedCallTimeOut'))).toHaveLength(1);
});
