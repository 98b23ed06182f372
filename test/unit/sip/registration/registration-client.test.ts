import { beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { MemoryNetwork } from '../../../../src/net/memory-network.ts';
import { UserAgent } from '../../../../src/sip/agent/user-agent.ts';
import { DigestClient } from '../../../../src/sip/auth/digest-client.ts';
import { OptionsPing } from '../../../../src/sip/options/options-ping.ts';
import { RegistrationClient, type RegistrationSettings } from '../../../../src/sip/registration/registration-client.ts';
import { systemTokens } from '../../../../src/sip/tokens.ts';
import { RawPeer } from '../../../support/raw-peer.ts';

const SETTINGS: RegistrationSettings = {
  server: 'sip:trunk.example.com',
  address: 'sip:1234@trunk.example.com',
  contactUser: 's',
  expirySeconds: 120,
  retrySeconds: 60,
  forbiddenRetrySeconds: 0,
  mostAttempts: 3,
};
const CHALLENGE = 'WWW-Authenticate: Digest realm="trunk", nonce="n1", algorithm=MD5, qop="auth"';

let clock: VirtualClock;
let network: MemoryNetwork;
let server: RawPeer;
let agent: UserAgent;
let states: string[];

beforeEach(async () => {
  clock = new VirtualClock(0);
  network = new MemoryNetwork(clock);
  network.hosts.set('trunk.example.com', ['127.0.0.2']);
  server = await RawPeer.open(network, 5060, '127.0.0.2');
  agent = new UserAgent(network, clock, { onRequest() {} });
  await agent.transactions.transport.listen('UDP', { host: '127.0.0.1', port: 5060 });
  states = [];
});

function client(settings: Partial<RegistrationSettings> = {}): RegistrationClient {
  const digest = new DigestClient({ username: '1234', secret: { password: 'pw' } }, systemTokens);
  const made = new RegistrationClient(agent, clock, { ...SETTINGS, ...settings }, digest, {
    onState: (state, status) => void states.push(`${state} ${status}`),
  });
  made.start();
  return made;
}

test('registers with credentials, refreshes before the end with the same Call-ID, and unregisters', async () => {
  const registration = client();
  await clock.advance(0);
  const first = server.lastRequest;
  expect(first.header('Contact')).toBe('<sip:s@127.0.0.1:5060>');
  server.reply(first, '401 Unauthorized', [CHALLENGE]);
  await clock.advance(0);
  const second = server.lastRequest;
  expect(second.header('Authorization')).toContain('nc=00000001');
  server.reply(second, '200 OK', [
    'Contact: <sip:other@10.0.0.1>;expires=30',
    'Contact: <sip:s@127.0.0.1:5060>;expires=100',
  ]);
  await clock.advance(0);
  expect(states).toEqual(['trying 0', 'registered 200']);
  expect(registration.refreshSeconds).toBe(85);
  await clock.advance(85_000);
  const refresh = server.lastRequest;
  expect(refresh.callId).toBe(first.callId);
  expect(refresh.cseq?.number).toBeGreaterThan(second.cseq?.number ?? 0);
  expect(refresh.header('Authorization')).toContain('nc=00000002');
  // The nonce has run out meanwhile, which says nothing about the password.
  server.reply(refresh, '401 Unauthorized', [CHALLENGE.replace('n1', 'n2')]);
  await clock.advance(0);
  server.reply(server.lastRequest, '200 OK', ['Expires: 120']);
  await clock.advance(0);
  expect(states.at(-1)).toBe('registered 200');
  registration.close();
  await clock.advance(0);
  expect(server.lastRequest.header('Expires')).toBe('0');
});

test('tries again after silence and refusals that may pass, then gives up', async () => {
  client();
  await clock.advance(32_000);
  expect(states).toEqual(['trying 0', 'waiting 408']);
  await clock.advance(60_000);
  server.reply(server.lastRequest, '503 Service Unavailable');
  await clock.advance(60_000);
  server.reply(server.lastRequest, '503 Service Unavailable');
  await clock.advance(0);
  expect(states.slice(2)).toEqual(['trying 408', 'waiting 503', 'trying 503', 'rejected 503']);
  await clock.advance(200_000);
  expect(states).toHaveLength(6);
});

test('a refused password is not tried again unless told so', async () => {
  client({ forbiddenRetrySeconds: 30 });
  await clock.advance(0);
  server.reply(server.lastRequest, '401 Unauthorized', [CHALLENGE]);
  await clock.advance(0);
  server.reply(server.lastRequest, '401 Unauthorized', [CHALLENGE.replace('n1', 'n2')]);
  await clock.advance(0);
  expect(states).toEqual(['trying 0', 'waiting 401']);
  await clock.advance(30_000);
  server.reply(server.lastRequest, '403 Forbidden');
  await clock.advance(0);
  expect(states.slice(2)).toEqual(['trying 401', 'waiting 403']);
});

test('asks for as long as a server wants at least', async () => {
  client();
  await clock.advance(0);
  server.reply(server.lastRequest, '423 Interval Too Brief', ['Min-Expires: 900']);
  await clock.advance(0);
  expect(server.lastRequest.header('Expires')).toBe('900');
});

test('a name without an address waits and tries again', async () => {
  network.hosts.clear();
  client();
  await clock.advance(0);
  expect(states).toEqual(['trying 0', 'waiting 503']);
  network.hosts.set('trunk.example.com', ['127.0.0.2']);
  await clock.advance(60_000);
  expect(server.log).toHaveLength(1);
});

test('pings tell reachable, lagged and unreachable peers apart', async () => {
  const seen: string[] = [];
  const ping = new OptionsPing(
    agent,
    clock,
    {
      uri: 'sip:200@127.0.0.2',
      fromUser: 'asterisk',
      everyMs: 60_000,
      everyWhenDownMs: 10_000,
      lateMs: 2000,
      timeoutMs: 3000,
    },
    () => agent.transactions.transport.flowTo('UDP', server.local),
    (now, before) => void seen.push(`${before} -> ${now}`),
  );
  ping.start();
  await clock.advance(20);
  server.reply(server.lastRequest, '404 Not Found');
  await clock.advance(60_000);
  await clock.advance(2500);
  server.reply(server.lastRequest, '200 OK');
  await clock.advance(0);
  expect(ping.roundTripMs).toBeGreaterThan(2000);
  await clock.advance(63_000);
  expect(seen).toEqual(['unknown -> reachable', 'reachable -> lagged', 'lagged -> unreachable']);
  const count = server.log.length;
  await clock.advance(10_000);
  expect(server.log.length).toBeGreaterThan(count);
  ping.close();
  const known = new Set(server.messages.map(({ callId }) => callId));
  await clock.advance(100_000);
  expect(server.messages.every(({ callId }) => known.has(callId))).toBe(true);
});
