import { expect, test } from 'vitest';
import { RawPeer } from '../../support/raw-peer.ts';
import { SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
[alice]
type = friend
host = 127.0.0.1
port = 6001
insecure = port
secret = pw
context = in
[dave]
type = friend
host = 127.0.0.1
port = 6003
context = in
`;
const PJSIP_CONF = `[udp]
type = transport
bind = 127.0.0.1:5070
[pb]
type = endpoint
aors = pb
context = in
message_context = msgs
allow = ulaw
[pb]
type = aor
contact = sip:pb@127.0.0.1:6012
`;

const SHOW =
  'NoOp(${MESSAGE(from)}|${MESSAGE(to)}|${MESSAGE(body)}|${MESSAGE_DATA(X-Foo)}|${EXTEN}@${CONTEXT}|${CHANNEL}|${MESSAGE_DATA(SIP_PEERNAME)}${MESSAGE_DATA(PJSIP_ENDPOINT)})';

const EXTENSIONS = `[in]
exten => go,1,NoOp(\${MESSAGE(body)}|)
 same => n,Set(MESSAGE(body)=grüße)
 same => n,Set(MESSAGE(from)="Bo" <sip:bo@x>)
 same => n,Set(MESSAGE(to)=sip:to@y)
 same => n,Set(MESSAGE(bogus)=1)
 same => n,Set(MESSAGE_DATA(X-Foo)=foo)
 same => n,Set(MESSAGE_DATA(Call-ID)=forged)
 same => n,NoOp(\${MESSAGE(body)}|\${MESSAGE(from)}|\${MESSAGE(to)}|\${MESSAGE_DATA(X-Foo)}|\${MESSAGE(custom_data)})
 same => n,MessageSend(sip:dave)
 same => n,NoOp(\${MESSAGE_SEND_STATUS})
 same => n,MessageSend(sip:dave,"Al" <sip:al@z>)
 same => n,MessageSend(sip:77@127.0.0.1:6003)
 same => n,MessageSend(pjsip:pb)
 same => n,MessageSend(pjsip:pb/sip:q@127.0.0.1:6012,me)
 same => n,MessageSend(pjsip:nobody)
 same => n,NoOp(\${MESSAGE_SEND_STATUS})
 same => n,MessageSend(bogus:dave)
 same => n,NoOp(\${MESSAGE_SEND_STATUS})
 same => n,MessageSend()
 same => n,NoOp(\${MESSAGE_SEND_STATUS})
exten => m1,1,${SHOW}
 same => n,Set(MESSAGE(body)=re: \${MESSAGE(body)})
 same => n,MessageSend(sip:dave,\${MESSAGE(from)})
[msgs]
exten => m2,1,${SHOW}
`;

async function open(general = ''): Promise<TestPbx> {
  return openTestPbx({
    config: {
      'sip.conf': SIP_CONF.replace('[general]', `[general]\n${general}`),
      'pjsip.conf': PJSIP_CONF,
      'extensions.conf': EXTENSIONS,
    },
    phones: { anna: undefined },
    technologies: ['Phone'],
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });
}

function noOps(pbx: TestPbx): string[] {
  return pbx.log.steps.flatMap((step) => /NoOp\((.*)\)$/.exec(step)?.[1] ?? []);
}

test('MessageSend sends what MESSAGE holds to old peers and new endpoints', async () => {
  await using pbx = await open();
  const dave = await RawPeer.open(pbx.network, 6003);
  const pb = await RawPeer.open(pbx.network, 6012);
  await pbx.finish(pbx.call('anna', 'go', { context: 'in' }));
  await pbx.clock.advance(100);
  const bytes = Buffer.from('grüße').toString('latin1');
  expect(noOps(pbx)).toEqual([
    '|',
    'grüße|"Bo" <sip:bo@x>|sip:to@y|foo|',
    'SUCCESS',
    'FAILURE',
    'INVALID_PROTOCOL',
    'INVALID_URI',
  ]);
  const told = (peer: RawPeer): string[] =>
    peer.messages.map(
      (message) =>
        `${message.kind === 'request' ? `${message.method} ${message.uriText}` : ''} ${message.header('From')?.replace(/;tag=.*/, '')} ${message.header('To')}`,
    );
  expect(told(dave)).toEqual([
    'MESSAGE sip:127.0.0.1:6003 <sip:asterisk@127.0.0.1> <sip:127.0.0.1:6003>',
    'MESSAGE sip:127.0.0.1:6003 "Al" <sip:al@z> <sip:127.0.0.1:6003>',
    'MESSAGE sip:77@127.0.0.1:6003 <sip:asterisk@127.0.0.1> <sip:77@127.0.0.1:6003>',
  ]);
  expect(told(pb)).toEqual([
    'MESSAGE sip:pb@127.0.0.1:6012 "Bo" <sip:bo@x> <sip:to@y>',
    'MESSAGE sip:q@127.0.0.1:6012 <sip:me@127.0.0.1> <sip:to@y>',
  ]);
  expect(dave.lastRequest.body).toBe(bytes);
  expect(dave.lastRequest.header('Content-Type')).toBe('text/plain;charset=UTF-8');
  expect(dave.lastRequest.linesNamed('X-Foo')).toEqual(['foo']);
  expect(dave.lastRequest.linesNamed('Call-ID')).toHaveLength(1);
  expect(dave.lastRequest.text).not.toContain('forged');
  expect(pbx.log.of('warning')).toContain("'bogus' is not a valid write argument.");
});

test('a message outside of calls runs the dialplan once it is proved whose it is', async () => {
  await using pbx = await open();
  const dave = await RawPeer.open(pbx.network, 6003);
  const alice = await SipPhone.open(pbx.network, pbx.clock, { user: 'alice', password: 'pw', port: 6001 });
  const send = async (phone: SipPhone, exten: string, type = 'text/plain'): Promise<number | undefined> => {
    const answer = phone.request('MESSAGE', `sip:${exten}@127.0.0.1`, [['X-Foo', 'bar']], { type, text: 'hi ho' });
    await pbx.clock.advance(500);
    return (await answer)?.status;
  };
  expect(await send(alice, 'm1')).toBe(202);
  expect(await send(alice, 'nope')).toBe(404);
  expect(await send(alice, 'm1', 'text/html')).toBe(415);
  expect(noOps(pbx)).toEqual(['<sip:alice@127.0.0.1>|sip:m1@127.0.0.1|hi ho|bar|m1@in|Message/ast_msg_queue|alice']);
  expect(dave.lastRequest.body).toBe('re: hi ho');
  expect(dave.lastRequest.linesNamed('X-Foo')).toEqual([]);
  const thief = await SipPhone.open(pbx.network, pbx.clock, { user: 'alice', password: 'guess', port: 6009 });
  expect(await send(thief, 'm1')).toBe(403);
});

test('auth_message_requests and accept_outofcall_message of sip.conf; message_context of pjsip.conf', async () => {
  await using open1 = await open('auth_message_requests = no');
  await using open2 = await open('accept_outofcall_message = no');
  const body = { type: 'text/plain', text: 'hi' };
  const statuses: unknown[] = [];
  for (const pbx of [open1, open2]) {
    const alice = await SipPhone.open(pbx.network, pbx.clock, { user: 'alice', port: 6001 });
    const answer = alice.request('MESSAGE', 'sip:m1@127.0.0.1', [], body);
    await pbx.clock.advance(500);
    statuses.push((await answer)?.status);
  }
  expect(statuses).toEqual([202, 405]);
  const pb = await SipPhone.open(open1.network, open1.clock, {
    user: 'pb',
    port: 6012,
    pbx: { host: '127.0.0.1', port: 5070 },
  });
  const answer = pb.request('MESSAGE', 'sip:m2@127.0.0.1', [], body);
  await open1.clock.advance(500);
  expect((await answer)?.status).toBe(202);
  expect(noOps(open1).at(-1)).toBe('<sip:pb@127.0.0.1>|pjsip:m2@127.0.0.1|hi||m2@msgs|Message/ast_msg_queue|pb');
});
