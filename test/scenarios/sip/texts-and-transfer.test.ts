import { expect, test } from 'vitest';
import { RawPeer } from '../../support/raw-peer.ts';
import { phoneSdp, SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
disallow = all
allow = ulaw
[alice]
type = friend
host = 127.0.0.1
port = 6001
insecure = invite,port
context = in
[bert]
type = friend
host = 127.0.0.1
port = 6002
insecure = invite,port
context = in
`;
const PJSIP_CONF = `[udp]
type = transport
bind = 127.0.0.1:5070
[pa]
type = endpoint
aors = pa
context = in
allow = ulaw
[pa]
type = aor
contact = sip:pa@127.0.0.1:6011
[pb](pa)
`;

async function open(lines: readonly string[]): Promise<TestPbx> {
  const steps = lines.map((line, i) => (i === 0 ? `exten => go,1,${line}` : ` same => n,${line}`));
  return openTestPbx({
    config: { 'sip.conf': SIP_CONF, 'pjsip.conf': PJSIP_CONF, 'extensions.conf': `[in]\n${steps.join('\n')}\n` },
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });
}

function phone(pbx: TestPbx, user: 'alice' | 'bert' | 'pa'): Promise<SipPhone> {
  const port = { alice: 6001, bert: 6002, pa: 6011 }[user];
  return SipPhone.open(pbx.network, pbx.clock, {
    user,
    port,
    pbx: { host: '127.0.0.1', port: user === 'pa' ? 5070 : 5060 },
    onCall: (session) => session.accept(phoneSdp()),
  });
}

function noOps(pbx: TestPbx): string[] {
  return pbx.log.steps.flatMap((step) => /NoOp\((.*)\)$/.exec(step)?.[1] ?? []);
}

test('SendText reaches the phone before and after the answer, ReceiveText takes what the phone sends', async () => {
  await using pbx = await open([
    'Ringing()',
    'SendText(early)',
    'NoOp(${SENDTEXTSTATUS})',
    'Answer(0)',
    'SendText(grüße)',
    'NoOp(${SENDTEXTSTATUS})',
    'ReceiveText(5)',
    'NoOp(${RECEIVETEXTSTATUS} ${RECEIVETEXTMESSAGE})',
    'ReceiveText(2)',
    'NoOp(${RECEIVETEXTSTATUS})',
    'ReceiveText()',
    'NoOp(${RECEIVETEXTSTATUS})',
    'SIPSendCustomINFO(ring)',
    'SendImage(x)',
    'NoOp(${SENDIMAGESTATUS})',
    'SendURL(http://x)',
    'NoOp(${SENDURLSTATUS})',
    'SendURL()',
    'NoOp(not reached)',
  ]);
  const alice = await phone(pbx, 'alice');
  const call = alice.call('go');
  await pbx.clock.advance(500);
  const statuses: number[] = [];
  call.session.send('MESSAGE', { body: { type: 'text/plain', text: 'hi there' } }, (status) => statuses.push(status));
  call.session.send('MESSAGE', { body: { type: 'text/html', text: '<b>' } }, (status) => statuses.push(status));
  await pbx.clock.advance(3000);
  expect(statuses).toEqual([202, 415]);
  expect(call.log).toEqual([
    '180',
    'MESSAGE early',
    '200',
    `MESSAGE ${Buffer.from('grüße').toString('latin1')}`,
    'INFO ring',
    'bye',
  ]);
  expect(noOps(pbx)).toEqual([
    'SUCCESS',
    'SUCCESS',
    'SUCCESS hi there',
    'FAILURE',
    'FAILURE',
    'UNSUPPORTED',
    'UNSUPPORTED',
  ]);
});

test('texts of two who talk go to the other', async () => {
  await using pbx = await open(['Dial(SIP/bert)']);
  const [alice, bert] = [await phone(pbx, 'alice'), await phone(pbx, 'bert')];
  const call = alice.call('go');
  await pbx.clock.advance(500);
  call.session.send('MESSAGE', { body: { type: 'text/plain', text: 'to bert' } });
  bert.calls[0]?.send('MESSAGE', { body: { type: 'text/plain', text: 'to alice' } });
  await pbx.clock.advance(500);
  expect(bert.log).toContain('MESSAGE to bert');
  expect(call.log).toContain('MESSAGE to alice');
});

const SHOW = 'NoOp(${TRANSFERSTATUS} ${TRANSFERSTATUSPROTOCOL})';

test.each([
  ['alice', '444', 'Transfer <sip:444@127.0.0.1:5060>'],
  ['alice', 'SIP/555@10.0.0.9', 'Transfer <sip:555@10.0.0.9>'],
  ['pa', 'PJSIP/sip:555@10.0.0.9', '<sip:555@10.0.0.9>'],
  ['pa', 'PJSIP/pb', '<sip:pa@127.0.0.1:6011>'],
] as const)('Transfer of a call of %s to %s before the answer redirects', async (user, destination, contact) => {
  await using pbx = await open([`Transfer(${destination})`, SHOW]);
  const from = await phone(pbx, user);
  const call = from.call('go');
  await pbx.clock.advance(500);
  expect(call.log).toEqual(['302']);
  expect(call.last?.header('Contact')).toBe(contact);
});

test('Transfer to another technology, or a destination that is none, fails; without one it only warns', async () => {
  await using pbx = await open(['Transfer()', SHOW, 'Transfer(PJSIP/1)', SHOW]);
  await using other = await open(['Transfer(444)', SHOW]);
  (await phone(pbx, 'alice')).call('go');
  (await phone(other, 'pa')).call('go');
  await pbx.clock.advance(500);
  await other.clock.advance(500);
  expect(noOps(pbx)).toEqual([' ', 'FAILURE 0']);
  expect(noOps(other)).toEqual(['FAILURE 1']);
});

test('Transfer of an answered call refers, and waits for what comes of it', async () => {
  for (const [said, status] of [
    ['SIP/2.0 200 OK', 'SUCCESS 0'],
    ['SIP/2.0 486 Busy Here', 'FAILURE 486'],
  ] as const) {
    await using pbx = await open(['Answer(0)', 'Transfer(666)', SHOW, 'Wait(1)']);
    const alice = await RawPeer.open(pbx.network, 6001);
    const lines = (method: string, cseq: number, to: string): string[] => [
      `${method} sip:go@127.0.0.1 SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:6001;branch=z9hG4bK${cseq}`,
      'From: <sip:alice@127.0.0.1:6001>;tag=a',
      `To: ${to}`,
      'Call-ID: refer',
      `CSeq: ${cseq} ${method}`,
      'Contact: <sip:alice@127.0.0.1:6001>',
    ];
    const pbxAddress = { host: '127.0.0.1', port: 5060 };
    alice.send(
      pbxAddress,
      [...lines('INVITE', 1, '<sip:go@127.0.0.1>'), 'Content-Type: application/sdp'],
      phoneSdp().text,
    );
    await pbx.clock.advance(100);
    const to = alice.lastResponse.header('To') ?? '';
    alice.send(pbxAddress, lines('ACK', 1, to));
    await pbx.clock.advance(700);
    const refer = alice.lastRequest;
    expect(refer.method).toBe('REFER');
    expect(refer.header('Refer-To')).toBe('<sip:666@127.0.0.1:6001>');
    expect(refer.header('Referred-By')).toBe('<sip:go@127.0.0.1>');
    alice.reply(refer, '202 Accepted');
    await pbx.clock.advance(100);
    expect(noOps(pbx)).toEqual([]);
    alice.send(
      pbxAddress,
      [...lines('NOTIFY', 2, to), 'Event: refer', 'Subscription-State: terminated', 'Content-Type: message/sipfrag'],
      said,
    );
    await pbx.clock.advance(100);
    expect(noOps(pbx)).toEqual([status]);
  }
});
