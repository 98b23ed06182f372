import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { type FakeXmppOptions, FakeXmppServer } from '../../../support/fake-xmpp.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const ACCOUNT = `[general]
autoregister = yes
[asterisk]
type = client
serverhost = 127.0.0.1
username = pbx@example.org/pbx
secret = right
buddy = me@example.org
buddy = colleague@example.org
timeout = 5
`;

/** A PBX with an account on a server; told as connected when it is. */
async function open(
  extensions: string,
  server: FakeXmppOptions = { users: { pbx: 'right' } },
  config = ACCOUNT,
): Promise<{ pbx: TestPbx; server: FakeXmppServer } & AsyncDisposable> {
  const files = { 'extensions.conf': `[default]\n${extensions}`, 'jabber.conf': config };
  const pbx = await openTestPbx({ config: files });
  const fake = await FakeXmppServer.listen(pbx.network, server);
  return { pbx, server: fake, [Symbol.asyncDispose]: () => pbx.close() };
}

const connected = (pbx: TestPbx): Promise<void> =>
  pbx.clock.advanceUntil(() => pbx.log.has('XMPP account asterisk: connected as'), 10_000);
const cli = async (pbx: TestPbx, line: string): Promise<string> =>
  (await pbx.pbx.ports.use(commandsPort).run(line)).text;

test('connects over TLS, shows itself, and asks the buddies for their presence', async () => {
  await using house = await open('exten => 1,1,NoOp()\n');
  const { pbx, server } = house;
  await connected(pbx);
  await pbx.clock.advance(100);
  const presences = server.received.filter((text) => text.startsWith('<presence'));
  expect(presences.some((text) => text.includes('<status>Online and Available</status><priority>1</priority>'))).toBe(
    true,
  );
  expect(presences.filter((text) => text.includes('type="subscribe"')).length).toBe(2);
  expect(await cli(pbx, 'xmpp show connections')).toBe(
    'Jabber Users and their status:\n       [asterisk] pbx@example.org/pbx     - Connected\n----\n   Number of clients: 1\n',
  );
});

test('JABBER_STATUS and JabberStatus number presence as Asterisk does', async () => {
  const of = (jid: string): string => `\${JABBER_STATUS(asterisk,${jid})}`;
  await using house = await open(
    `exten => 1,1,NoOp(${of('me@example.org')}/${of('me@example.org/desk')}/${of('me@example.org/mobile')}/${of('me@example.org/nowhere')}/${of('colleague@example.org')}/${of('nobody@example.org')})
 same => n,JabberStatus(asterisk,me@example.org,A)
 same => n,JabberStatus(asterisk,nobody@example.org,B)
 same => n,NoOp(\${A}\${B})
 same => n,NoOp([\${JABBER_STATUS(none,me@example.org)}])
`,
  );
  const { pbx, server } = house;
  await connected(pbx);
  server.presence('pbx', 'me@example.org/desk', 'dnd', 1);
  server.presence('pbx', 'me@example.org/mobile', 'chat', 5);
  server.presence('pbx', 'nobody@example.org/x', '', 5);
  await pbx.clock.advance(100);
  await pbx.finish(pbx.call('alice', '1'));
  expect(pbx.log.steps.filter((step) => step.includes('NoOp'))).toEqual([
    '1@default:1 NoOp(2/5/2/6/6/7)',
    '1@default:4 NoOp(27)',
    '1@default:5 NoOp([])',
  ]);
  expect(pbx.log.has("Could not find sender connection: 'none'")).toBe(true);
});

test('every way to show oneself has its number, and leaving is 6', async () => {
  await using house = await open('exten => 1,1,NoOp(${JABBER_STATUS(asterisk,me@example.org)})\n');
  const { pbx, server } = house;
  await connected(pbx);
  const seen: string[] = [];
  for (const show of ['', 'chat', 'away', 'xa', 'dnd', undefined]) {
    server.presence('pbx', 'me@example.org/desk', show);
    await pbx.clock.advance(100);
    await pbx.finish(pbx.call('alice', '1'));
    seen.push(/NoOp\((\d)\)/.exec(pbx.log.steps.at(-1) ?? '')?.[1] ?? '');
  }
  expect(seen).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('JabberSend sends all that follows the address, commas and odd characters included', async () => {
  await using house = await open(
    'exten => 1,1,JabberSend(asterisk,me@example.org,Hello, <you> & "me")\n same => n,NoOp(on)\n',
  );
  const { pbx, server } = house;
  await connected(pbx);
  await pbx.finish(pbx.call('alice', '1'));
  await pbx.clock.advance(100);
  expect(server.messages).toEqual(['me@example.org: Hello, &lt;you&gt; &amp; "me"']);
});

test.each([
  ['an unknown account', 'JabberSend(none,me@example.org,hello)'],
  ['no address', 'JabberSend(asterisk,me,hello)'],
  ['no message', 'JabberSend(asterisk,me@example.org)'],
])('JabberSend to %s ends the call', async (_what, step) => {
  await using house = await open(`exten => 1,1,${step}\n same => n,NoOp(on)\n`);
  const { pbx } = house;
  await connected(pbx);
  await pbx.finish(pbx.call('alice', '1'));
  expect(pbx.log.has('NoOp(')).toBe(false);
  expect(pbx.log.of('warning').length).toBeGreaterThan(0);
});

test('JABBER_RECEIVE takes what came just before, waits for what comes, and gives up', async () => {
  await using house = await open(
    [1, 2, 3].map((n) => `exten => ${n},1,NoOp([\${JABBER_RECEIVE(asterisk,me@example.org,3)}])\n`).join(''),
  );
  const { pbx, server } = house;
  await connected(pbx);
  server.message('pbx', 'me@example.org/desk', 'old');
  server.message('pbx', 'me@example.org/desk', 'new');
  server.message('pbx', 'other@example.org/desk', 'none of ours');
  await pbx.clock.advance(100);
  await pbx.finish(pbx.call('alice', '1'));
  await pbx.clock.advance(6000); // 'old' is kept for five seconds only
  const waiting = pbx.call('alice', '2');
  await pbx.clock.advance(1000);
  server.message('pbx', 'me@example.org/mobile', 'late');
  await pbx.finish(waiting);
  await pbx.finish(pbx.call('alice', '3'));
  expect(pbx.log.steps).toEqual(['1@default:1 NoOp([new])', '2@default:1 NoOp([late])', '3@default:1 NoOp([])']);
  expect(pbx.log.of('notice')).toContain('Timed out : no message received from me@example.org');
});

test('a hangup ends the wait for a message', async () => {
  await using house = await open('exten => 1,1,NoOp(${JABBER_RECEIVE(asterisk,me@example.org,60)})\n');
  const { pbx } = house;
  await connected(pbx);
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1000);
  call.hangUp();
  await pbx.finish(call, 1000);
});

test('subscriptions are granted; a roster entry that is no buddy is dropped where autoprune says so', async () => {
  const roster = { 'me@example.org': 'both', 'stranger@example.org': 'both' };
  await using house = await open(
    'exten => 1,1,NoOp()\n',
    { users: { pbx: 'right' }, roster },
    `${ACCOUNT}autoprune = yes\n`,
  );
  const { pbx, server } = house;
  await connected(pbx);
  server.send('pbx', "<presence type='subscribe' from='stranger@example.org'/>");
  await pbx.clock.advance(100);
  const granted = server.received.filter((text) => text.includes('type="subscribed"'));
  expect(granted.map((text) => /to="([^"]*)"/.exec(text)?.[1])).toEqual(['stranger@example.org']);
  expect(server.received.find((text) => text.includes('subscription="remove"'))).toContain(
    'jid="stranger@example.org"',
  );
  expect(server.received.filter((text) => text.includes('type="subscribe"')).join()).not.toContain('me@example.org');
});

test('auth_policy = deny refuses them', async () => {
  await using house = await open('exten => 1,1,NoOp()\n', undefined, `${ACCOUNT}auth_policy = deny\n`);
  const { pbx, server } = house;
  await connected(pbx);
  server.send('pbx', "<presence type='subscribe' from='stranger@example.org'/>");
  await pbx.clock.advance(100);
  expect(server.received.some((text) => text.includes('type="unsubscribed"'))).toBe(true);
});

test('a message enters the dialplan where sendtodialplan says so', async () => {
  await using house = await open(
    'exten => s,1,NoOp(${CHANNEL} ${MESSAGE(from)} ${MESSAGE(to)} ${MESSAGE(body)} ${MESSAGE_DATA(XMPP_BUDDY)})\n',
    undefined,
    `${ACCOUNT}sendtodialplan = yes\n`,
  );
  const { pbx, server } = house;
  await connected(pbx);
  server.message('pbx', 'me@example.org/desk', 'open the door');
  await pbx.clock.advance(100);
  expect(pbx.log.steps).toEqual([
    's@default:1 NoOp(Message/ast_msg_queue xmpp:me@example.org/desk xmpp:pbx@example.org/pbx open the door me@example.org)',
  ]);
});

test('a wrong password is told once, and tried again only now and then', async () => {
  await using house = await open('exten => 1,1,NoOp(${JABBER_STATUS(asterisk,me@example.org)})\n', {
    users: { pbx: 'other' },
  });
  const { pbx, server } = house;
  await pbx.clock.advance(200_000);
  expect(server.connections).toBe(1);
  await pbx.clock.advance(200_000);
  expect(server.connections).toBe(2);
  expect(pbx.log.of('warning')).toEqual([
    'XMPP account asterisk (pbx@example.org at 127.0.0.1): the server refuses the login: not-authorized',
  ]);
  await pbx.finish(pbx.call('alice', '1'));
  expect(pbx.log.steps).toEqual(['1@default:1 NoOp(6)']);
});

test('a server that is away is told once; what is sent meanwhile arrives once it is back', async () => {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': '[default]\nexten => 1,1,JabberSend(asterisk,me@example.org,late news)\n same => n,NoOp(on)\n',
      'jabber.conf': ACCOUNT,
    },
  });
  await using _closing = { [Symbol.asyncDispose]: () => pbx.close() };
  await pbx.clock.advance(20_000);
  await pbx.finish(pbx.call('alice', '1'));
  expect(pbx.log.steps.at(-1)).toBe('1@default:2 NoOp(on)');
  expect(pbx.log.of('warning').filter((line) => line.includes('nobody listens at 127.0.0.1:5222')).length).toBe(1);
  const server = await FakeXmppServer.listen(pbx.network, { users: { pbx: 'right' } });
  await pbx.clock.advance(61_000);
  expect(server.messages).toEqual(['me@example.org: late news']);
  server.drop();
  await pbx.clock.advance(5_000);
  expect(server.connections).toBe(2);
  expect(server.messages.length).toBe(1);
});

test('a server without TLS gets no login', async () => {
  await using house = await open('exten => 1,1,NoOp()\n', { users: { pbx: 'right' }, open: true });
  const { pbx } = house;
  await pbx.clock.advance(1000);
  expect(pbx.log.of('warning').join()).toContain('the server does not encrypt');
});

test('without TLS a readable password is given only where plaintext_login allows it', async () => {
  const plain = { users: { pbx: 'right' }, open: true };
  await using strict = await open('exten => 1,1,NoOp()\n', plain, `${ACCOUNT}usetls = no\n`);
  await strict.pbx.clock.advance(1000);
  expect(strict.pbx.log.of('warning').join()).toContain('no login is possible by PLAIN');
  await using loose = await open('exten => 1,1,NoOp()\n', plain, `${ACCOUNT}usetls = no\nplaintext_login = yes\n`);
  await connected(loose.pbx);
});

test.each([
  ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'does not speak XMPP'],
  ['endless text', `<${'a'.repeat(70_000)}`, 'says too much'],
])('%s is told in one sentence', async (_what, text, message) => {
  const pbx = await openTestPbx({ config: { 'extensions.conf': '[default]\n', 'jabber.conf': ACCOUNT } });
  await using _closing = { [Symbol.asyncDispose]: () => pbx.close() };
  await pbx.network.listenTcp({ host: '127.0.0.1', port: 5222 }, (connection) => {
    connection.write(text);
    return { onData: () => {}, onClose: () => {} };
  });
  await pbx.clock.advance(30_000);
  expect(pbx.log.of('warning').length).toBe(1);
  expect(pbx.log.of('warning')[0]).toContain(message);
});

test.each([
  ['broken XML', '<a><b></a></b>', 'says what makes no sense'],
  ['a stanza that never ends', `<message><body>${'x'.repeat(1_100_000)}`, 'bytes without an end'],
])('%s after the login breaks the connection, and it is made anew', async (_what, text, message) => {
  await using house = await open('exten => 1,1,NoOp()\n');
  const { pbx, server } = house;
  await connected(pbx);
  server.send('pbx', text);
  await pbx.clock.advance(10_000);
  expect(pbx.log.of('warning').join()).toContain(message);
  expect(server.connections).toBe(2);
});

test('a server that says nothing before the login is given up, and calls go on meanwhile', async () => {
  const extensions = 'exten => 1,1,JabberSend(asterisk,me@example.org,later)\n same => n,NoOp(on)\n';
  const pbx = await openTestPbx({ config: { 'extensions.conf': `[default]\n${extensions}`, 'jabber.conf': ACCOUNT } });
  await using _closing = { [Symbol.asyncDispose]: () => pbx.close() };
  await pbx.network.listenTcp({ host: '127.0.0.1', port: 5222 }, () => ({ onData: () => {}, onClose: () => {} }));
  await pbx.finish(pbx.call('alice', '1'));
  expect(pbx.log.steps.at(-1)).toBe('1@default:2 NoOp(on)');
  await pbx.clock.advance(120_000);
  expect(pbx.log.of('warning').filter((line) => line.includes('no login within 30 seconds')).length).toBe(1);
});

test('a server that falls silent is noticed', async () => {
  await using house = await open('exten => 1,1,NoOp()\n');
  const { pbx, server } = house;
  await connected(pbx);
  server.silent = true;
  await pbx.clock.advance(95_000);
  expect(pbx.log.of('warning').join()).toContain('does not answer any more');
  server.silent = false;
  await pbx.clock.advance(60_000);
  expect(await cli(pbx, 'xmpp show connections')).toContain('- Connected');
});

test('the console shows the buddies, tests, and reloads', async () => {
  await using house = await open('exten => 1,1,NoOp()\n');
  const { pbx, server } = house;
  await connected(pbx);
  server.presence('pbx', 'me@example.org/desk', 'away', 3);
  await pbx.clock.advance(100);
  expect(await cli(pbx, 'jabber show buddies')).toBe(
    'XMPP buddy lists\nClient: asterisk\n\tBuddy:\tme@example.org\n\t\tResource: desk\n\t\t\tpriority: 3\n\t\t\tstatus: 3\n\t\t\tmessage: \n\tBuddy:\tcolleague@example.org\n',
  );
  expect(await cli(pbx, 'jabber test')).toBe(
    'User: me@example.org\nResource: desk\n\tPriority: 3\n\tStatus: 3\n\tMessage: \nUser: colleague@example.org\n',
  );
  pbx.write(
    'jabber.conf',
    `${ACCOUNT}[second]\nserverhost = 127.0.0.1\nusername = pbx@example.org/two\nsecret = right\n`,
  );
  expect(await cli(pbx, 'jabber reload')).toBe('Jabber Reloaded.\n');
  await pbx.clock.advance(1000);
  expect(await cli(pbx, 'jabber show connected')).toContain('Number of clients: 2');
  expect(server.connections).toBe(2); // the first one was not disturbed
});
