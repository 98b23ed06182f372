import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { MemoryNetwork } from '../../../../src/net/memory-network.ts';
import { UserAgent } from '../../../../src/sip/agent/user-agent.ts';
import { RawPeer } from '../../../support/raw-peer.ts';

const OURS = { host: '127.0.0.1', port: 5060 };

let clock: VirtualClock;
let peer: RawPeer;
let agent: UserAgent;
let known: boolean;
let heard: string[];

beforeEach(async () => {
  clock = new VirtualClock(0);
  const network = new MemoryNetwork(clock);
  peer = await RawPeer.open(network, 5070);
  known = true;
  heard = [];
  agent = new UserAgent(network, clock, {
    onRequest() {},
    onLateAnswer(callId) {
      heard.push(callId);
      return known;
    },
  });
  await agent.transactions.transport.listen('UDP', OURS);
});

afterEach(() => agent.close());

/** A response to a request that the agent, in this life, has never sent. */
async function respond(status: string, cseq = '1 INVITE'): Promise<void> {
  peer.send(OURS, [
    `SIP/2.0 ${status}`,
    'Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKbeforethecrash',
    'From: <sip:us@127.0.0.1>;tag=ours',
    'To: <sip:them@127.0.0.1:5070>;tag=theirs',
    'Call-ID: before-the-crash',
    `CSeq: ${cseq}`,
    'Contact: <sip:them@127.0.0.1:5070>',
    'Content-Length: 0',
  ]);
  await clock.advance(10);
}

test('an answer to a call of before a crash is told, acknowledged and hung up', async () => {
  await respond('200 OK');
  expect(heard).toEqual(['before-the-crash']);
  expect(peer.log).toEqual(['ACK sip:them@127.0.0.1:5070 SIP/2.0', 'BYE sip:them@127.0.0.1:5070 SIP/2.0']);
  for (const message of peer.messages) {
    expect(message.callId).toBe('before-the-crash');
    expect(message.from?.tag).toBe('ours');
    expect(message.to?.tag).toBe('theirs');
  }
  expect(peer.messages.map(({ cseq }) => cseq?.number)).toEqual([1, 2]);
  await clock.advance(60_000);
  expect(peer.log.length).toBe(2);
});

test('nobody to tell: it is left unanswered, so that it comes again', async () => {
  known = false;
  await respond('200 OK');
  expect(peer.log).toEqual([]);
  known = true;
  await respond('200 OK');
  expect(peer.log.length).toBe(2);
});

test('other responses that belong to nothing are dropped', async () => {
  await respond('180 Ringing');
  await respond('486 Busy Here');
  await respond('200 OK', '2 BYE');
  expect([heard, peer.log]).toEqual([[], []]);
});
