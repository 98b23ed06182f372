import { expect, test } from 'vitest';
import { FakeXmppServer } from '../../../support/fake-xmpp.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const ACCOUNT = `[asterisk]
serverhost = 127.0.0.1
username = pbx@example.org/pbx
secret = right
sendtodialplan = yes
buddy = me@example.org
`;

async function open(): Promise<{ pbx: TestPbx; server: FakeXmppServer; says(text: string): Promise<void> }> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf':
        '[default]\nexten => _X,1,JabberSend(asterisk,me@example.org,${EXTEN})\nexten => s,1,Verbose(${MESSAGE(body)})\n',
      'jabber.conf': ACCOUNT,
    },
  });
  const server = await FakeXmppServer.listen(pbx.network, { users: { pbx: 'right' }, keepsSessions: true });
  await pbx.clock.advanceUntil(() => pbx.log.has('XMPP account asterisk: connected as'), 10_000);
  await pbx.clock.advance(100);
  return {
    pbx,
    server,
    async says(text) {
      await pbx.finish(pbx.call('alice', text));
      await pbx.clock.advance(100);
    },
  };
}

/** Breaks the connection, and waits until there is another. */
async function breakOff(pbx: TestPbx, server: FakeXmppServer): Promise<void> {
  server.drop();
  server.silent = false;
  await pbx.clock.advanceUntil(() => pbx.log.has('XMPP account asterisk: connected'), 10_000);
  await pbx.clock.advance(3000);
  expect(server.connections).toBe(2);
}

test('what the server has not got is sent again on the next connection, once', async () => {
  const { pbx, server, says } = await open();
  await using _ = pbx;
  await says('1');
  server.silent = true;
  await says('2');
  await breakOff(pbx, server);
  await says('3');
  expect(server.messages.map((text) => text.replace(/.* /, ''))).toEqual(['1', '2', '3']);
});

test('what the server has got is not sent twice, though it had no time to say so', async () => {
  const { pbx, server, says } = await open();
  await using _ = pbx;
  await says('1');
  await breakOff(pbx, server);
  await says('2');
  expect(server.messages.map((text) => text.replace(/.* /, ''))).toEqual(['1', '2']);
});

test('a server that has forgotten the session gets what it has not confirmed, and the roster is asked for anew', async () => {
  const { pbx, server, says } = await open();
  await using _ = pbx;
  server.silent = true;
  await says('1');
  server.forget();
  await breakOff(pbx, server);
  expect(server.messages.map((text) => text.replace(/.* /, ''))).toEqual(['1']);
  expect(server.received.filter((text) => text.includes('jabber:iq:roster')).length).toBe(2);
});

test('what is got is counted from the beginning of the session, also where the server asks at once', async () => {
  const { pbx, server } = await open();
  await using _ = pbx;
  expect(server.confirmed[0]).toBe(1);
  server.forget();
  await breakOff(pbx, server);
  expect(server.confirmed[1]).toBe(1);
});

test('what came meanwhile is heard, though it follows in the same breath', async () => {
  const { pbx, server } = await open();
  await using _ = pbx;
  server.missed = "<message from='me@example.org/desk' to='pbx@example.org'><body>hello</body></message>";
  await breakOff(pbx, server);
  expect(pbx.log.steps).toEqual(['s@default:1 Verbose(hello)']);
});

test('what the server ends the stream for is not sent again', async () => {
  const { pbx, server, says } = await open();
  await using _ = pbx;
  server.silent = true;
  await says('1');
  server.send('pbx', "<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
  await pbx.clock.advance(10);
  await breakOff(pbx, server);
  await says('2');
  expect(server.messages.map((text) => text.replace(/.* /, ''))).toEqual(['2']);
});

test('on a session that goes on it shows itself anew, so that it is told who is there', async () => {
  const { pbx, server } = await open();
  await using _ = pbx;
  server.received.length = 0;
  await breakOff(pbx, server);
  const shown = server.received.filter((text) => /^<presence(?! to)/.test(text));
  expect(shown.map((text) => text.includes('unavailable'))).toEqual([true, false]);
});
