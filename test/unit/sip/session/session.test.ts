import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { MemoryNetwork } from '../../../../src/net/memory-network.ts';
import { UserAgent } from '../../../../src/sip/agent/user-agent.ts';
import { DigestClient } from '../../../../src/sip/auth/digest-client.ts';
import type { IncomingSession } from '../../../../src/sip/session/incoming-session.ts';
import type { OutgoingSession } from '../../../../src/sip/session/outgoing-session.ts';
import type { SessionListener } from '../../../../src/sip/session/session-listener.ts';
import { systemTokens } from '../../../../src/sip/tokens.ts';
import { RawPeer } from '../../../support/raw-peer.ts';

const OURS = { host: '127.0.0.1', port: 5060 };
const SDP = { type: 'application/sdp', text: 'v=0\r\n' };

let clock: VirtualClock;
let network: MemoryNetwork;
let peer: RawPeer;
let agent: UserAgent;
let incoming: IncomingSession[];
let told: string[];

/** A listener that writes down what it hears. */
function recorder(more: SessionListener = {}): SessionListener {
  return {
    onProgress: (response) => void told.push(`progress ${response.status}`),
    onAnswered: () => {
      told.push('answered');
      return undefined;
    },
    onConfirmed: () => void told.push('confirmed'),
    onEnded: (end) => void told.push(`ended ${end.how}${end.response ? ` ${end.response.status}` : ''}`),
    ...more,
  };
}

beforeEach(async () => {
  clock = new VirtualClock(0);
  network = new MemoryNetwork(clock);
  peer = await RawPeer.open(network, 5070);
  incoming = [];
  told = [];
  agent = new UserAgent(network, clock, {
    onRequest: (request, transaction) => {
      if (request.method !== 'INVITE') return agent.respond(transaction, 200);
      const session = agent.takeInvite(request, transaction, { contactUser: '100', symmetric: true });
      session.listener = recorder({
        onOffer: () => ({ status: 200, body: SDP }),
        onOfferWanted: () => ({ status: 200, body: SDP }),
      });
      incoming.push(session);
    },
  });
  await agent.transactions.transport.listen('UDP', OURS);
});

afterEach(() => agent.close());

let branch = 0;

function send(
  method: string,
  more: readonly string[] = [],
  options: { toTag?: string; cseq?: number; branch?: string; body?: string; contact?: string } = {},
): string {
  const id = options.branch ?? `b${branch++}`;
  peer.send(
    OURS,
    [
      `${method} sip:100@127.0.0.1 SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK${id}`,
      'From: "Ada" <sip:ada@127.0.0.1>;tag=ada',
      `To: <sip:100@127.0.0.1>${options.toTag ? `;tag=${options.toTag}` : ''}`,
      'Call-ID: call-1',
      `CSeq: ${options.cseq ?? 1} ${method}`,
      ...(options.contact === '' ? [] : [options.contact ?? 'Contact: <sip:ada@127.0.0.1:5070>']),
      ...more,
    ],
    options.body,
  );
  return id;
}

async function received(): Promise<IncomingSession> {
  await clock.advance(0);
  const session = incoming.at(-1);
  if (!session) throw new Error('no call came in');
  return session;
}

async function call(digest?: DigestClient): Promise<OutgoingSession> {
  const flow = agent.transactions.transport.flowTo('UDP', peer.local);
  if (!flow) throw new Error('no flow');
  const session = agent.invite(
    flow,
    {
      uri: 'sip:200@127.0.0.1:5070',
      from: '<sip:100@127.0.0.1>',
      to: '<sip:200@127.0.0.1:5070>',
      callId: 'out-1',
      body: SDP,
    },
    { contactUser: '100', symmetric: true, digest },
  );
  session.listener = recorder();
  session.start();
  await clock.advance(0);
  return session;
}

test('a call comes in, is answered, confirmed and hung up by the peer', async () => {
  send('INVITE');
  const session = await received();
  session.progress(180);
  session.accept(SDP);
  await clock.advance(0);
  expect(peer.log).toEqual(['SIP/2.0 180 Ringing', 'SIP/2.0 200 OK']);
  expect(peer.lastResponse.header('Contact')).toBe('<sip:100@127.0.0.1:5060>');
  send('ACK', [], { toTag: session.localTag });
  send('BYE', ['Reason: Q.850;cause=17'], { toTag: session.localTag, cseq: 2 });
  await clock.advance(60_000);
  expect(told).toEqual(['confirmed', 'ended bye']);
  expect(peer.log.slice(2)).toEqual(['SIP/2.0 200 OK']);
  expect(agent.dialogs).toBe(0);
  expect(clock.pending).toBe(0);
});

test('a 2xx is repeated until its ACK comes', async () => {
  send('INVITE');
  const session = await received();
  session.accept(SDP);
  await clock.advance(4000);
  expect(peer.log).toHaveLength(4); // at 0, 0.5, 1.5 and 3.5 s
  send('ACK', [], { toTag: session.localTag });
  await clock.advance(30_000);
  expect(peer.log).toHaveLength(4);
  expect(session.established).toBe(true);
});

test('without an ACK the call is ended with BYE after 64*T1', async () => {
  send('INVITE');
  const session = await received();
  session.accept(SDP);
  await clock.advance(32_000);
  expect(told).toEqual(['ended no-ack']);
  expect(peer.lastRequest.method).toBe('BYE');
  expect(peer.lastRequest.to?.tag).toBe('ada');
});

test('a hang-up before the ACK waits for the ACK', async () => {
  send('INVITE');
  const session = await received();
  session.accept(SDP);
  session.end();
  await clock.advance(100);
  expect(peer.messages.some((message) => message.kind === 'request')).toBe(false);
  send('ACK', [], { toTag: session.localTag });
  await clock.advance(0);
  expect(peer.lastRequest.method).toBe('BYE');
  peer.reply(peer.lastRequest, '200 OK');
  await clock.advance(0);
  expect(agent.dialogs).toBe(0);
});

test('CANCEL gives 487, and an answer that crosses it is too late', async () => {
  const id = send('INVITE');
  const session = await received();
  session.progress(180);
  send('CANCEL', [], { branch: id });
  await clock.advance(0);
  session.accept(SDP);
  await clock.advance(0);
  expect(peer.log).toEqual(['SIP/2.0 180 Ringing', 'SIP/2.0 200 OK', 'SIP/2.0 487 Request Terminated']);
  expect(told).toEqual(['ended cancelled']);
  send('ACK', [], { branch: id, toTag: session.localTag });
  await clock.advance(60_000);
  expect(agent.transactions.open).toEqual({ server: 0, client: 0 });
});

test('CANCEL after the answer changes nothing', async () => {
  const id = send('INVITE');
  const session = await received();
  session.accept(SDP);
  send('CANCEL', [], { branch: id });
  send('ACK', [], { toTag: session.localTag });
  await clock.advance(0);
  expect(session.established).toBe(true);
  expect(told).toEqual(['confirmed']);
});

test('BYE in an early dialog ends the INVITE with 487', async () => {
  send('INVITE');
  const session = await received();
  session.progress(180);
  send('BYE', [], { toTag: session.localTag, cseq: 2 });
  await clock.advance(0);
  expect(peer.log.slice(1).sort()).toEqual(['SIP/2.0 200 OK', 'SIP/2.0 487 Request Terminated']);
  expect(told).toEqual(['ended bye']);
});

test('a re-INVITE is answered, repeated until confirmed, and out-of-order requests are refused', async () => {
  send('INVITE');
  const session = await received();
  session.accept(SDP);
  send('ACK', [], { toTag: session.localTag });
  await clock.advance(0);
  send('INVITE', ['Content-Type: application/sdp'], { toTag: session.localTag, cseq: 2, body: 'v=0\r\n' });
  await clock.advance(600);
  expect(peer.log.slice(-2)).toEqual(['SIP/2.0 200 OK', 'SIP/2.0 200 OK']);
  send('INFO', [], { toTag: session.localTag, cseq: 1 });
  await clock.advance(0);
  expect(peer.log.at(-1)).toBe('SIP/2.0 500 Server Internal Error');
  send('ACK', [], { toTag: session.localTag, cseq: 2 });
  await clock.advance(40_000);
  expect(told).toEqual(['confirmed', 'confirmed']);
});

test('requests in an unknown dialog get 481, unknown methods 501, unknown extensions 420', async () => {
  send('BYE', [], { toTag: 'nobody' });
  send('OPTIONS', ['Require: foo, bar']);
  send('INVITE');
  const session = await received();
  send('FROB', [], { toTag: session.localTag, cseq: 3 });
  await clock.advance(0);
  expect(peer.log).toEqual([
    'SIP/2.0 481 Call/Transaction Does Not Exist',
    'SIP/2.0 420 Bad Extension',
    'SIP/2.0 501 Not Implemented',
  ]);
  expect(peer.messages[1]?.header('Unsupported')).toBe('foo, bar');
});

test('an INVITE that no dialog can come of is refused before anybody hears of it, what needs a dialog and names none too', async () => {
  send('INVITE', [], { contact: '' });
  send('INVITE', [], { contact: 'Contact: <\u0001>' });
  send('BYE');
  send('INFO');
  await clock.advance(0);
  expect(peer.log).toEqual([
    'SIP/2.0 400 Bad Request',
    'SIP/2.0 400 Bad Request',
    'SIP/2.0 481 Call/Transaction Does Not Exist',
    'SIP/2.0 481 Call/Transaction Does Not Exist',
  ]);
  expect(incoming).toEqual([]);
});

test('a call goes out, is answered, and a repeated 2xx is acknowledged again', async () => {
  const session = await call();
  const invite = peer.lastRequest;
  peer.reply(invite, '180 Ringing');
  peer.reply(invite, '200 OK', ['Contact: <sip:200@127.0.0.1:5070>']);
  peer.reply(invite, '200 OK', ['Contact: <sip:200@127.0.0.1:5070>']);
  await clock.advance(0);
  expect(told).toEqual(['progress 180', 'answered']);
  expect(peer.log.map((line) => line.split(' ')[0])).toEqual(['INVITE', 'ACK', 'ACK']);
  expect(peer.lastRequest.cseq?.number).toBe(invite.cseq?.number);
  session.end({ headers: [['Reason', 'Q.850;cause=16']] });
  await clock.advance(0);
  expect(peer.lastRequest.method).toBe('BYE');
  expect(peer.lastRequest.cseq?.number).toBe((invite.cseq?.number ?? 0) + 1);
  expect(peer.lastRequest.header('Reason')).toBe('Q.850;cause=16');
  peer.reply(peer.lastRequest, '200 OK');
  await clock.advance(60_000);
  expect(told).toEqual(['progress 180', 'answered', 'ended local']);
  expect(agent.transactions.open).toEqual({ server: 0, client: 0 });
  expect(agent.dialogs).toBe(0);
});

test('BYEs that cross are both answered', async () => {
  const session = await call();
  const invite = peer.lastRequest;
  peer.reply(invite, '200 OK', ['Contact: <sip:200@127.0.0.1:5070>']);
  await clock.advance(0);
  session.end();
  await clock.advance(0);
  peer.send(OURS, [
    'BYE sip:100@127.0.0.1 SIP/2.0',
    'Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKcross',
    `From: <sip:200@127.0.0.1:5070>;tag=peer`,
    `To: ${invite.header('From')}`,
    'Call-ID: out-1',
    'CSeq: 1 BYE',
  ]);
  await clock.advance(0);
  expect(peer.lastResponse.status).toBe(200);
  expect(told).toEqual(['answered', 'ended local']);
});

test('a call that is given up is cancelled; a 200 that crosses the CANCEL is acknowledged and hung up', async () => {
  const session = await call();
  const invite = peer.lastRequest;
  peer.reply(invite, '180 Ringing');
  await clock.advance(0);
  session.end({ headers: [['Reason', 'SIP;cause=200;text="Call completed elsewhere"']] });
  await clock.advance(0);
  expect(peer.lastRequest.method).toBe('CANCEL');
  peer.reply(invite, '200 OK', ['Contact: <sip:200@127.0.0.1:5070>']);
  await clock.advance(0);
  expect(peer.log.map((line) => line.split(' ')[0])).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE']);
  expect(told).toEqual(['progress 180', 'ended local']);
  expect(agent.dialogs).toBe(0);
});

test('of two forks that answer, the first has the call and the second is hung up', async () => {
  const session = await call();
  const invite = peer.lastRequest;
  peer.reply(invite, '200 OK', ['Contact: <sip:200@127.0.0.1:5070>'], '', 'one');
  peer.reply(invite, '200 OK', ['Contact: <sip:200@127.0.0.1:5070>'], '', 'two');
  await clock.advance(0);
  const toTwo = peer.messages.filter((message) => message.to?.tag === 'two').map((message) => message.cseq?.method);
  expect(toTwo).toEqual(['ACK', 'BYE']);
  expect(session.established).toBe(true);
});

test('after the call, a repeated 2xx is acknowledged again, and a fork that answers late is hung up', async () => {
  const session = await call();
  const invite = peer.lastRequest;
  const contact = ['Contact: <sip:200@127.0.0.1:5070>'];
  peer.reply(invite, '200 OK', contact, '', 'one');
  await clock.advance(0);
  session.end();
  await clock.advance(0);
  peer.reply(peer.lastRequest, '200 OK');
  await clock.advance(0);
  const methods = (tag: string) =>
    peer.messages.filter((message) => message.to?.tag === tag).map((message) => message.cseq?.method);
  expect(methods('one')).toEqual(['ACK', 'BYE']);
  peer.reply(invite, '200 OK', contact, '', 'one');
  peer.reply(invite, '200 OK', contact, '', 'two');
  peer.reply(invite, '200 OK', contact, '', 'two');
  await clock.advance(0);
  expect(methods('one')).toEqual(['ACK', 'BYE', 'ACK']);
  expect(methods('two')).toEqual(['ACK', 'BYE', 'ACK']);
  expect(told).toEqual(['answered', 'ended local']);
});

test('a challenge is answered with the next CSeq, and refused credentials are not sent again', async () => {
  const digest = new DigestClient({ username: '100', secret: { password: 'secret' } }, systemTokens);
  await call(digest);
  const first = peer.lastRequest;
  peer.reply(first, '407 Proxy Authentication Required', [
    'Proxy-Authenticate: Digest realm="r", nonce="n", qop="auth"',
  ]);
  await clock.advance(0);
  const second = peer.lastRequest;
  expect(second.method).toBe('INVITE');
  expect(second.cseq?.number).toBe((first.cseq?.number ?? 0) + 1);
  expect(second.callId).toBe(first.callId);
  expect(second.header('Proxy-Authorization')).toContain('username="100", realm="r", nonce="n"');
  peer.reply(second, '407 Proxy Authentication Required', [
    'Proxy-Authenticate: Digest realm="r", nonce="m", qop="auth"',
  ]);
  await clock.advance(0);
  expect(told).toEqual(['ended rejected 407']);
});

test('a re-INVITE of ours is acknowledged; one that meets 491 tries again', async () => {
  const session = await call();
  peer.reply(peer.lastRequest, '200 OK', ['Contact: <sip:200@127.0.0.1:5070>']);
  await clock.advance(0);
  const results: boolean[] = [];
  session.reinvite(SDP, (result) => void results.push(result.ok));
  await clock.advance(0);
  peer.reply(peer.lastRequest, '491 Request Pending');
  await clock.advance(4000);
  const again = peer.lastRequest;
  expect(again.method).toBe('INVITE');
  peer.reply(again, '200 OK', ['Contact: <sip:200@127.0.0.1:5070>']);
  await clock.advance(0);
  expect(results).toEqual([true]);
  expect(peer.lastRequest.method).toBe('ACK');
  expect(peer.lastRequest.cseq?.number).toBe(again.cseq?.number);
});

test('requests in a dialog follow its route set', async () => {
  const session = await call();
  peer.reply(peer.lastRequest, '200 OK', [
    'Contact: <sip:200@10.9.9.9:5099>',
    'Record-Route: <sip:127.0.0.1:5071;lr>, <sip:127.0.0.1:5070;lr>',
  ]);
  await clock.advance(0);
  expect(peer.lastRequest.method).toBe('ACK');
  expect(peer.lastRequest.uriText).toBe('sip:200@10.9.9.9:5099');
  expect(peer.lastRequest.values('Route')).toEqual(['<sip:127.0.0.1:5070;lr>', '<sip:127.0.0.1:5071;lr>']);
  expect(session.established).toBe(true);
});
