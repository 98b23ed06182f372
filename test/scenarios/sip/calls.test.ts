import { expect, test } from 'vitest';
import type { IncomingSession } from '../../../src/sip/session/incoming-session.ts';
import { phoneSdp, SipPhone, type SipPhoneOptions } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
tcpenable = yes
disallow = all
allow = ulaw,alaw
[phone](!)
type = friend
host = dynamic
secret = pw
context = in
[ada](phone)
callerid = "Ada Lovelace" <100>
setvar = FROM_CONF=yes
language = de
accountcode = acc1
[bert](phone)
callerid = "Bert" <200>
[walkie](phone)
dtmfmode = info
[limited](phone)
call-limit = 1
[trunk]
type = peer
host = 127.0.0.9
context = in
insecure = port,invite
`;
const PJSIP_CONF = `[udp]
type = transport
bind = 127.0.0.1:5070
[carl](!)
type = endpoint
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
max_contacts = 2
`;
const EXTENSIONS = `[in]
exten => answer,1,Answer(0)
 same => n,NoOp(\${CALLERID(all)} \${FROM_CONF} \${CHANNEL(language)})
 same => n,Wait(5)
exten => ring,1,Ringing()
 same => n,Wait(2)
 same => n,Progress()
 same => n,Wait(60)
exten => busy,1,Busy()
exten => cong,1,Congestion()
exten => _9XX,1,Hangup(\${EXTEN:1})
exten => bert,1,Dial(SIP/bert,20)
 same => n,NoOp(\${DIALSTATUS} \${HANGUPCAUSE})
exten => _7.,1,Dial(\${EXTEN:1:3}/\${EXTEN:4},20)
exten => carl,1,Dial(PJSIP/carl,20)
 same => n,NoOp(\${DIALSTATUS} \${HANGUPCAUSE})
exten => nobody,1,Dial(SIP/nobody,20)
 same => n,NoOp(\${DIALSTATUS} \${HANGUPCAUSE})
exten => out,1,Dial(SIP/12345@trunk,20)
 same => n,NoOp(\${DIALSTATUS} \${HANGUPCAUSE})
exten => read,1,Answer(0)
 same => n,Wait(10)
`;

async function open(): Promise<TestPbx> {
  return openTestPbx({
    config: { 'sip.conf': SIP_CONF, 'pjsip.conf': PJSIP_CONF, 'extensions.conf': EXTENSIONS },
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });
}

async function phone(
  pbx: TestPbx,
  options: Partial<SipPhoneOptions> & { user: string; port: number },
  register = true,
): Promise<SipPhone> {
  const made = await SipPhone.open(pbx.network, pbx.clock, { password: 'pw', ...options });
  if (register) {
    const registered = made.register();
    await pbx.clock.advance(100);
    expect((await registered)?.status).toBe(200);
  }
  return made;
}

/** Answers as soon as it rings. */
const pickUp = (session: IncomingSession): void => {
  session.progress(180);
  session.accept(phoneSdp());
};

test('a phone registers, calls, is answered and told who it is; the dialplan ends the call', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  const call = ada.call('answer');
  await pbx.clock.advance(1000);
  expect(call.log).toEqual(['200']);
  expect(call.answer?.body).toContain('m=audio ');
  expect(call.answer?.header('Contact')).toBe('<sip:answer@127.0.0.1:5060>');
  expect(pbx.log.steps).toContain('answer@in:2 NoOp("Ada Lovelace" <100> yes de)');
  const [channel] = pbx.pbx.channels.list();
  expect(channel?.name).toMatch(/^SIP\/ada-[0-9a-f]{8}$/);
  expect(channel?.settings.accountCode).toBe('acc1');
  await pbx.clock.advance(60_000);
  expect(call.log).toEqual(['200', 'bye']);
  expect(call.last?.linesNamed('X-Asterisk-HangupCauseCode')).toEqual(['16']);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('indications and refusals reach the caller as Asterisk sends them', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  const carl = await phone(pbx, { user: 'carl', port: 6003, pbx: { host: '127.0.0.1', port: 5070 } });
  const results: string[] = [];
  for (const exten of [
    'ring',
    'busy',
    'cong',
    'nosuch',
    '900',
    '901',
    '917',
    '918',
    '919',
    '920',
    '921',
    '927',
    '934',
    '938',
    '941',
    '958',
    '966',
  ]) {
    const call = ada.call(exten);
    await pbx.clock.advance(3000);
    if (exten === 'ring') call.session.end();
    await pbx.clock.advance(1000);
    results.push(`${exten} ${call.log.join(' ')}`);
  }
  expect(results).toEqual([
    'ring 180 183 local',
    'busy 486',
    'cong 503',
    'nosuch 404',
    '900 603',
    '901 404',
    '917 486',
    '918 408',
    '919 480',
    '920 480',
    '921 403',
    '927 502',
    '934 503',
    '938 500',
    '941 603',
    '958 488',
    '966 503',
  ]);
  const reasoned = carl.call('917');
  await pbx.clock.advance(1000);
  expect(reasoned.log).toEqual(['486']);
  expect(reasoned.last?.header('Reason')).toBe('Q.850;cause=17');
});

test('an unknown name and a wrong password get the same answers, in the words of each file', async () => {
  await using pbx = await open();
  const replies: string[] = [];
  for (const [user, port] of [
    ['ada', 5060],
    ['nobody', 5060],
    ['carl', 5070],
    ['nobody', 5070],
  ] as const) {
    const wrong = await phone(
      pbx,
      { user, port: 6100 + replies.length, password: 'wrong', pbx: { host: '127.0.0.1', port } },
      false,
    );
    const registered = wrong.register();
    const call = wrong.call('answer');
    await pbx.clock.advance(1000);
    replies.push(`${(await registered)?.status} ${call.log.join(' ')}`);
  }
  expect(replies).toEqual(['403 403', '403 403', '401 401', '401 401']);
  expect(pbx.log.of('notice').some((line) => line.includes('Wrong password'))).toBe(true);
  expect(pbx.pbx.channels.created).toBe(0);
});

test('two phones of both files talk; hanging up one ends the other', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  const carl = await phone(pbx, { user: 'carl', port: 6003, pbx: { host: '127.0.0.1', port: 5070 }, onCall: pickUp });
  const call = ada.call('carl');
  await pbx.clock.advance(2000);
  expect(call.log).toEqual(['180', '200']);
  expect(carl.calls[0]?.invite.from?.displayName).toBe('Ada Lovelace');
  expect(carl.calls[0]?.invite.from?.uri?.user).toBe('100');
  expect(
    pbx.pbx.channels
      .list()
      .map(({ name }) => name.slice(0, -9))
      .sort(),
  ).toEqual(['PJSIP/carl', 'SIP/ada']);
  const caller = pbx.pbx.channels.list().find(({ technology }) => technology === 'SIP');
  expect(caller?.variables.get('BRIDGEPEER')).toMatch(/^PJSIP\/carl-/);
  expect(caller?.variables.get('BRIDGEPVTCALLID')).toBe(carl.calls[0]?.invite.header('Call-ID'));
  carl.calls[0]?.end();
  await pbx.clock.advance(1000);
  expect(call.log).toEqual(['180', '200', 'bye']);
  const again = ada.call('carl');
  await pbx.clock.advance(1000);
  again.session.end();
  await pbx.clock.advance(1000);
  expect(carl.log.filter((line) => line.startsWith('ended'))).toEqual(['ended local', 'ended bye']);
});

test('either technology reaches an endpoint of either file, and names the channel', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  await phone(pbx, { user: 'carl', port: 6003, pbx: { host: '127.0.0.1', port: 5070 }, onCall: pickUp });
  await phone(pbx, { user: 'bert', port: 6002, onCall: pickUp });
  for (const [exten, name] of [
    ['7SIPcarl', 'SIP/carl'],
    ['bert', 'SIP/bert'],
  ] as const) {
    const call = ada.call(exten);
    await pbx.clock.advance(1000);
    expect(pbx.pbx.channels.list().map((channel) => channel.name.slice(0, -9))).toContain(name);
    call.session.end();
    await pbx.clock.advance(1000);
  }
});

test('failures of a callee give the DIALSTATUS and HANGUPCAUSE that Asterisk gives', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  let status = 0;
  await phone(pbx, { user: 'bert', port: 6002, onCall: (session) => session.end({ status }) });
  await phone(pbx, {
    user: 'carl',
    port: 6003,
    pbx: { host: '127.0.0.1', port: 5070 },
    onCall: (session) => session.end({ status }),
  });
  const seen: string[] = [];
  for (status of [486, 404, 480, 503, 603, 500, 408, 488]) {
    for (const exten of ['bert', 'carl']) {
      const before = pbx.log.steps.length;
      ada.call(exten);
      await pbx.clock.advance(2000);
      const step = pbx.log.steps.slice(before).find((line) => line.includes('NoOp'));
      seen.push(`${exten} ${status} ${/NoOp\((.*)\)/.exec(step ?? '')?.[1]}`);
    }
  }
  expect(seen).toEqual([
    'bert 486 BUSY 17',
    'carl 486 BUSY 17',
    'bert 404 CHANUNAVAIL 1',
    'carl 404 CHANUNAVAIL 1',
    'bert 480 BUSY 19',
    'carl 480 NOANSWER 19',
    'bert 503 CONGESTION 34',
    'carl 503 CONGESTION 34',
    'bert 603 BUSY 21',
    'carl 603 CHANUNAVAIL 21',
    'bert 500 CONGESTION 38',
    'carl 500 CHANUNAVAIL 38',
    'bert 408 CHANUNAVAIL 18',
    'carl 408 CHANUNAVAIL 18',
    'bert 488 CHANUNAVAIL 58',
    'carl 488 CHANUNAVAIL 58',
  ]);
});

test('nobody there: cause 20 from SIP, cause 3 from PJSIP', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  for (const exten of ['bert', 'carl', 'nobody']) {
    ada.call(exten);
    await pbx.clock.advance(1000);
  }
  expect(pbx.log.steps.filter((line) => line.includes('NoOp')).map((line) => line.replace(/.* NoOp/, ''))).toEqual([
    '(CHANUNAVAIL 20)',
    '(CHANUNAVAIL 3)',
    '(CHANUNAVAIL 20)',
  ]);
  expect(pbx.log.has("Unable to create channel of type 'SIP' (cause 20 - Subscriber absent)")).toBe(true);
});

test('a caller who gives up cancels the callee; its late answer is hung up', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  const bert = await phone(pbx, { user: 'bert', port: 6002 });
  const call = ada.call('bert');
  await pbx.clock.advance(1000);
  expect(call.log).toEqual(['180']);
  call.session.end();
  await pbx.clock.advance(1000);
  expect(bert.log).toEqual(['ended cancelled']);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('hold, resume and UPDATE are answered; the other side is told', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  await phone(pbx, { user: 'bert', port: 6002, onCall: pickUp });
  const call = ada.call('bert');
  await pbx.clock.advance(1000);
  const answers: string[] = [];
  for (const attributes of [['a=sendonly'], [], ['a=inactive']]) {
    call.session.reinvite(phoneSdp(30_000, attributes), (result) => {
      if (result.ok) answers.push(/^a=(send|recv|inact)\w+/m.exec(result.response.body)?.[0] ?? '');
    });
    await pbx.clock.advance(1000);
  }
  expect(answers).toEqual(['a=recvonly', 'a=sendrecv', 'a=inactive']);
  const codes: number[] = [];
  call.session.send('UPDATE', {}, (status) => void codes.push(status));
  call.session.send('PRACK', {}, (status) => void codes.push(status));
  call.session.send('OPTIONS', {}, (status) => void codes.push(status));
  await pbx.clock.advance(1000);
  expect(codes.sort()).toEqual([200, 200, 501]);
});

test('digits by INFO are heard and sent', async () => {
  await using pbx = await open();
  const walkie = await phone(pbx, { user: 'walkie', port: 6005 });
  const call = walkie.call('read', { body: phoneSdp(30_000, [], '0') });
  await pbx.clock.advance(1000);
  const [channel] = pbx.pbx.channels.list();
  const heard: string[] = [];
  channel?.listen({ onDigit: (event, via) => void heard.push(`${event.digit} ${event.phase} ${via}`) });
  const send = (type: string, text: string): void => call.session.send('INFO', { body: { type, text } });
  send('application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n');
  send('application/dtmf', '11');
  await pbx.clock.advance(100);
  channel?.sendDigit('7', 200);
  await pbx.clock.advance(100);
  expect(heard).toEqual(['5 begin signalling', '5 end signalling', '# begin signalling', '# end signalling']);
  expect(call.log).toEqual(['200', 'INFO Signal=7 Duration=200']);
});

test('a trunk is known by its address and called through without a password of ours', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  const trunk = await phone(pbx, { user: 'provider', port: 5060, host: '127.0.0.9', onCall: pickUp }, false);
  const call = ada.call('out');
  await pbx.clock.advance(1000);
  expect(call.log).toEqual(['180', '200']);
  expect(trunk.calls[0]?.invite.uriText).toBe('sip:12345@127.0.0.9:5060');
  const incoming = trunk.call('answer', { from: '"A caller" <sip:555@provider.example>' });
  await pbx.clock.advance(1000);
  expect(incoming.log).toEqual(['200']);
  expect(pbx.log.steps.some((line) => line.includes('"A caller" <555>'))).toBe(true);
});

test('a phone that redirects is followed', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  await phone(pbx, {
    user: 'bert',
    port: 6002,
    onCall: (session) => session.end({ status: 302, headers: [['Contact', '<sip:answer@127.0.0.1>']] }),
  });
  const call = ada.call('bert');
  await pbx.clock.advance(2000);
  expect(call.log).toEqual(['200']);
  expect(pbx.log.steps.some((line) => line.startsWith('answer@in:1'))).toBe(true);
});

test('call-limit holds both ways', async () => {
  await using pbx = await open();
  const limited = await phone(pbx, { user: 'limited', port: 6006 });
  const first = limited.call('answer');
  const second = limited.call('answer');
  await pbx.clock.advance(1000);
  expect([first.log, second.log]).toEqual([['200'], ['480']]);
});

test('the same over TCP, and a phone behind it is called over its own connection', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001, protocol: 'TCP' });
  await phone(pbx, { user: 'bert', port: 6002, protocol: 'TCP', onCall: pickUp });
  const call = ada.call('bert');
  await pbx.clock.advance(1000);
  expect(call.log).toEqual(['180', '200']);
  call.session.end();
  await pbx.clock.advance(1000);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('an INVITE without an offer gets one, and its ACK brings the answer', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  const call = ada.call('answer', { body: { type: 'application/sdp', text: '' } });
  call.session.listener = { ...call.session.listener, onAnswered: () => phoneSdp() };
  await pbx.clock.advance(500);
  expect(pbx.pbx.channels.list()[0]?.isUp).toBe(true);
  await pbx.clock.advance(40_000);
  expect(call.log.at(-1)).toBe('bye');
});

test('offers that cannot be met are refused', async () => {
  await using pbx = await open();
  const ada = await phone(pbx, { user: 'ada', port: 6001 });
  const bodies = [
    phoneSdp(30_000, [], '18'),
    { type: 'application/sdp', text: 'nonsense' },
    { type: 'text/plain', text: 'hello' },
  ];
  const calls = bodies.map((body) => ada.call('answer', { body }));
  await pbx.clock.advance(1000);
  expect(calls.map((call) => call.log)).toEqual([['488'], ['488'], ['415']]);
});
