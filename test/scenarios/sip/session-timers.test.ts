import { describe, expect, test } from 'vitest';
import { commandsPort } from '../../../src/pbx/ports/commands.ts';
import type { SipMessage, SipRequest } from '../../../src/sip/message/message.ts';
import { AmiClient } from '../../support/ami-client.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { phoneSdp } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const PBX = { host: '127.0.0.1', port: 5060 };
const PORTS = {
  accept: 6001,
  originate: 6002,
  refuse: 6003,
  theirs: 6004,
  yes: 6011,
  no: 6012,
  required: 6013,
  always: 6014,
} as const;
type Name = keyof typeof PORTS;

const peer = (name: Name, lines: string): string => `[${name}](phone)\nport=${PORTS[name]}\n${lines}`;
const endpoint = (name: Name, lines: string): string =>
  `[${name}](phone)\naors=${name}\n${lines}[${name}]\ntype=aor\ncontact=sip:x@127.0.0.1:${PORTS[name]}\n[is-${name}]\ntype=identify\nendpoint=${name}\nmatch=127.0.0.1:${PORTS[name]}\n`;

const CONFIG = {
  'sip.conf': `[general]
udpbindaddr=127.0.0.1
[phone](!)
type=friend
host=127.0.0.1
insecure=port,invite
context=in
allow=ulaw
${peer('accept', '')}
${peer('originate', 'session-timers=originate\nsession-expires=120\nsession-minse=100\nsession-refresher=uac\n')}
${peer('refuse', 'session-timers=refuse\n')}
${peer('theirs', 'session-timers=originate\nsession-expires=120\nsession-refresher=uas\n')}`,
  'pjsip.conf': `[phone](!)
type=endpoint
context=in
allow=ulaw
${endpoint('yes', 'timers_sess_expires=120\n')}
${endpoint('no', 'timers=no\n')}
${endpoint('required', 'timers=required\ntimers_sess_expires=120\n')}
${endpoint('always', 'timers=always\ntimers_sess_expires=120\ntimers_min_se=100\n')}`,
  'extensions.conf': '[in]\nexten => 1,1,Answer()\n same => n,Wait(9000)\n',
  'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=call\n',
};

const ASKS: Readonly<Record<string, readonly string[]>> = {
  nothing: [],
  able: ['Supported: timer'],
  'able, 100 s': ['Supported: timer', 'Session-Expires: 100'],
  'able, 100 s, refreshes': ['Supported: timer', 'Session-Expires: 100;refresher=uac'],
  'able, 100 s, is refreshed': ['Supported: timer', 'Session-Expires: 100;refresher=uas'],
  'able, 60 s': ['Supported: timer', 'Session-Expires: 60'],
  'able, 7200 s': ['Supported: timer', 'x: 7200'],
  'able, 7200 s, 3600 and more': ['Supported: timer', 'Session-Expires: 7200', 'Min-SE: 3600'],
  'demands it': ['Require: timer'],
  'no number': ['Supported: timer', 'Session-Expires: lala'],
  'no least number': ['Supported: timer', 'Session-Expires: 100', 'Min-SE: x'],
};

/** What a real Asterisk 16 has answered to each, but for pjsip.conf and what it says nothing at all to: 60 s, and no number. */
const ANSWERS: Readonly<Record<Name, Readonly<Record<string, string>>>> = {
  accept: {
    nothing: '200',
    able: '200 1800;refresher=uas timer',
    'able, 100 s': '200 100;refresher=uas timer',
    'able, 100 s, refreshes': '200 100;refresher=uac timer',
    'able, 100 s, is refreshed': '200 100;refresher=uas timer',
    'able, 60 s': '422 least 90',
    'able, 7200 s': '200 1800;refresher=uas timer',
    'demands it': '200 1800;refresher=uas timer',
    'no number': '400',
    'no least number': '400',
  },
  originate: {
    nothing: '200 120;refresher=uas',
    able: '200 120;refresher=uac timer',
    'able, 100 s': '200 100;refresher=uac timer',
    'able, 60 s': '422 least 100',
    'able, 7200 s, 3600 and more': '200 7200;refresher=uac timer',
  },
  refuse: { nothing: '200', 'able, 100 s': '200', 'demands it': '420 not timer' },
  theirs: { 'able, 7200 s': '200 120;refresher=uas timer' },
  yes: {
    nothing: '200',
    able: '200',
    'able, 100 s': '200 100;refresher=uac timer',
    'able, 100 s, is refreshed': '200 100;refresher=uas timer',
    'able, 60 s': '422 least 90',
    'able, 7200 s': '200 7200;refresher=uac timer',
    'no number': '400',
  },
  no: { 'able, 100 s': '200', 'demands it': '200' },
  required: {
    nothing: '421 timer',
    able: '200 120;refresher=uas timer',
    'demands it': '421 timer',
    'able, 100 s': '200 100;refresher=uac timer',
  },
  always: { nothing: '200 120;refresher=uas', 'able, 60 s': '422 least 100' },
};

function invite(phone: RawPeer, asks: readonly string[], more: readonly string[] = []): void {
  phone.send(
    PBX,
    [
      'INVITE sip:1@127.0.0.1 SIP/2.0',
      `Via: SIP/2.0/UDP 127.0.0.1:${phone.local.port};branch=z9hG4bK1`,
      'From: <sip:somebody@127.0.0.1>;tag=a',
      'To: <sip:1@127.0.0.1>',
      'Call-ID: c1',
      'CSeq: 1 INVITE',
      contactOf(phone),
      ...asks,
      ...more,
      'Content-Type: application/sdp',
    ],
    phoneSdp().text,
  );
}

function ack(phone: RawPeer): void {
  const to = phone.lastResponse.header('To') ?? '';
  phone.send(PBX, [
    'ACK sip:1@127.0.0.1 SIP/2.0',
    `Via: SIP/2.0/UDP 127.0.0.1:${phone.local.port};branch=z9hG4bK2`,
    'From: <sip:somebody@127.0.0.1>;tag=a',
    `To: ${to}`,
    'Call-ID: c1',
    'CSeq: 1 ACK',
  ]);
}

const timerOf = (message: SipMessage): string =>
  [
    message.header('Session-Expires') ?? '',
    (message.header('Require') ?? message.header('Unsupported')) === undefined
      ? ''
      : `${message.header('Unsupported') ? 'not ' : ''}timer`,
  ]
    .filter((part) => part !== '')
    .join(' ');

const contactOf = (phone: RawPeer): string => `Contact: <sip:x@127.0.0.1:${phone.local.port}>`;

const callTo = (pbx: TestPbx, dial: string): Promise<unknown> =>
  pbx.pbx.ports.use(commandsPort).run(`channel originate ${dial} application Wait 9000`);

const requests = (phone: RawPeer): SipRequest[] =>
  phone.messages.filter((message): message is SipRequest => message.kind === 'request');

describe.each(Object.entries(ANSWERS) as ReadonlyArray<[Name, Record<string, string>]>)(
  'the timer that a phone with the setting %s gets',
  (name, answers) => {
    test.each(Object.entries(answers))('that asks for: %s', async (asks, wanted) => {
      await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
      const phone = await RawPeer.open(pbx.network, PORTS[name]);
      invite(phone, ASKS[asks] ?? []);
      await pbx.clock.advance(10);
      const { status } = phone.lastResponse;
      const least = phone.lastResponse.header('Min-SE');
      const told = [String(status), ...(least === undefined ? [] : [`least ${least}`]), timerOf(phone.lastResponse)];
      expect(told.filter((part) => part !== '').join(' ')).toBe(wanted);
      const able = phone.lastResponse.values('Supported').includes('timer');
      if (status === 200) expect(able).toBe(name !== 'refuse' && name !== 'no');
    });
  },
);

test('a phone that is to refresh its call and does not is hung up on, 32 seconds before the end, and clients are told', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s');
  const phone = await RawPeer.open(pbx.network, PORTS.accept);
  invite(phone, ASKS['able, 100 s, refreshes'] ?? []);
  await pbx.clock.advance(10);
  ack(phone);
  await pbx.clock.advance(67_000);
  client.take();
  expect(requests(phone)).toEqual([]);
  await pbx.clock.advance(1500);
  expect(phone.lastRequest.method).toBe('BYE');
  const [timeout = '', hangup = ''] = client.take();
  expect(timeout).toMatch(/^Event: SessionTimeout\n[\s\S]*\nSource: SIPSessionTimer$/);
  expect(hangup).toContain('Event: SoftHangupRequest');
});

test.each([
  ['accept', 'INVITE'],
  ['yes', 'INVITE'],
  ['yes', 'UPDATE'],
] as const)('a call that %s is to refresh is refreshed by %s at half of its time', async (name, method) => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const phone = await RawPeer.open(pbx.network, PORTS[name]);
  invite(phone, ASKS['able, 100 s, is refreshed'] ?? [], [`Allow: INVITE, ACK, BYE, ${method}`]);
  await pbx.clock.advance(10);
  ack(phone);
  for (let round = 1; round <= 3; round++) {
    await pbx.clock.advance(50_000);
    expect(requests(phone).filter((request) => request.method === method)).toHaveLength(round);
    expect(timerOf(phone.lastRequest)).toBe('100;refresher=uac');
    expect(phone.lastRequest.header('Min-SE')).toBe('90');
    expect(phone.lastRequest.body === '').toBe(method === 'UPDATE');
    const answer = ['Session-Expires: 100;refresher=uac', contactOf(phone)];
    if (method === 'UPDATE') phone.reply(phone.lastRequest, '200 OK', answer);
    else phone.reply(phone.lastRequest, '200 OK', [...answer, 'Content-Type: application/sdp'], phoneSdp().text);
    await pbx.clock.advance(10);
  }
  // Nobody answers any more: the refresh is given up, and so is the call.
  await pbx.clock.advance(90_000);
  expect(phone.lastRequest.method).toBe('BYE');
});

test('a phone that refreshes keeps its call', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const phone = await RawPeer.open(pbx.network, PORTS.yes);
  invite(phone, ASKS['able, 100 s, refreshes'] ?? []);
  await pbx.clock.advance(10);
  const to = phone.lastResponse.header('To') ?? '';
  ack(phone);
  for (let cseq = 2; cseq < 8; cseq++) {
    await pbx.clock.advance(50_000);
    phone.send(PBX, [
      'UPDATE sip:1@127.0.0.1 SIP/2.0',
      `Via: SIP/2.0/UDP 127.0.0.1:${phone.local.port};branch=z9hG4bKu${cseq}`,
      'From: <sip:somebody@127.0.0.1>;tag=a',
      `To: ${to}`,
      'Call-ID: c1',
      `CSeq: ${cseq} UPDATE`,
      ...(ASKS['able, 100 s, refreshes'] ?? []),
    ]);
    await pbx.clock.advance(10);
    expect(`${phone.lastResponse.status} ${timerOf(phone.lastResponse)}`).toBe('200 100;refresher=uac timer');
  }
  expect(requests(phone)).toEqual([]);
  await pbx.clock.advance(70_000);
  expect(phone.lastRequest.method).toBe('BYE');
});

test.each([
  ['SIP/accept', PORTS.accept, ''],
  ['SIP/originate', PORTS.originate, '120'],
  ['PJSIP/no', PORTS.no, ''],
  ['PJSIP/yes', PORTS.yes, '120'],
  ['PJSIP/required', PORTS.required, '120 timer'],
])('what a call to %s asks for', async (dial, port, asked) => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const phone = await RawPeer.open(pbx.network, port);
  void callTo(pbx, dial);
  await pbx.clock.advance(10);
  expect(timerOf(phone.lastRequest)).toBe(asked);
  expect(phone.lastRequest.values('Supported').includes('timer')).toBe(dial !== 'PJSIP/no');
});

test('a phone that wants a longer time is called again with it, and is refreshed by who has called', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const phone = await RawPeer.open(pbx.network, PORTS.always);
  void callTo(pbx, 'PJSIP/always');
  await pbx.clock.advance(10);
  phone.reply(phone.lastRequest, '422 Session Interval Too Small', ['Min-SE: 200']);
  await pbx.clock.advance(10);
  const again = requests(phone).findLast((request) => request.method === 'INVITE');
  expect([again?.header('Session-Expires'), again?.header('Min-SE')]).toEqual(['200', '200']);
  if (again) phone.reply(again, '200 OK', [contactOf(phone), 'Content-Type: application/sdp'], phoneSdp().text);
  await pbx.clock.advance(100_000);
  expect(phone.lastRequest.method).toBe('INVITE');
  expect(timerOf(phone.lastRequest)).toBe('200;refresher=uac');
});

test('a phone that is to know of timers and does not is hung up on', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const phone = await RawPeer.open(pbx.network, PORTS.required);
  void callTo(pbx, 'PJSIP/required');
  await pbx.clock.advance(10);
  phone.reply(phone.lastRequest, '200 OK', [contactOf(phone), 'Content-Type: application/sdp'], phoneSdp().text);
  await pbx.clock.advance(10);
  expect(phone.lastRequest.method).toBe('BYE');
});

test('what the console shows of the settings', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const { text } = await pbx.pbx.ports.use(commandsPort).run('sip show peer originate');
  expect(text.match(/ {2}(Sess|Min-S).*/g)).toEqual([
    '  Sess-Timers  : Originate',
    '  Sess-Refresh : uac',
    '  Sess-Expires : 120 secs',
    '  Min-Sess     : 100 secs',
  ]);
});
