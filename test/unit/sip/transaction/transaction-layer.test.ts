import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { type Fate, MemoryNetwork } from '../../../../src/net/memory-network.ts';
import type { SipRequest, SipResponse } from '../../../../src/sip/message/message.ts';
import type { InviteClientTransaction } from '../../../../src/sip/transaction/client-transaction.ts';
import type { ServerTransaction } from '../../../../src/sip/transaction/server-transaction.ts';
import { type OutgoingRequest, TransactionLayer } from '../../../../src/sip/transaction/transaction-layer.ts';
import { RawPeer } from '../../../support/raw-peer.ts';

const OURS = { host: '127.0.0.1', port: 5060 };
const THEIRS = { host: '127.0.0.1', port: 5070 };

let clock: VirtualClock;
let network: MemoryNetwork;
let peer: RawPeer;
let layer: TransactionLayer;
let requests: Array<{ request: SipRequest; transaction: ServerTransaction }>;
let acks: SipRequest[];
/** When each datagram to the peer left, in ms since the start. */
let sent: number[];

beforeEach(async () => {
  clock = new VirtualClock(0);
  network = new MemoryNetwork(clock);
  peer = await RawPeer.open(network, THEIRS.port);
  requests = [];
  acks = [];
  sent = [];
  network.fate = ({ to }): Fate => {
    if (to.port === THEIRS.port) sent.push(clock.now());
    return 'deliver';
  };
  layer = new TransactionLayer(network, clock, {
    onRequest: (request, transaction) => requests.push({ request, transaction }),
    onAck: (ack) => acks.push(ack),
  });
  await layer.transport.listen('UDP', OURS);
});

afterEach(() => layer.close());

function lines(method: string, branch: string, cseq = 1): string[] {
  return [
    `${method} sip:100@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK${branch}`,
    'From: <sip:ada@127.0.0.1>;tag=a',
    `To: <sip:100@127.0.0.1>${method === 'ACK' ? ';tag=b' : ''}`,
    'Call-ID: c1',
    `CSeq: ${cseq} ${method}`,
    'Contact: <sip:ada@127.0.0.1:5070>',
  ];
}

function outgoing(method: string): OutgoingRequest {
  return {
    method,
    uri: 'sip:200@127.0.0.1:5070',
    from: '<sip:100@x>;tag=1',
    to: '<sip:200@x>',
    callId: 'out',
    cseq: 5,
  };
}

function send(method: string): {
  responses: number[];
  failures: string[];
  transaction: InviteClientTransaction | undefined;
} {
  const responses: number[] = [];
  const failures: string[] = [];
  const user = {
    onResponse: (response: SipResponse) => void responses.push(response.status),
    onFailure: (what: string) => void failures.push(what),
  };
  const flow = layer.transport.flowTo('UDP', THEIRS);
  if (!flow) throw new Error('no flow');
  let transaction: InviteClientTransaction | undefined;
  if (method === 'INVITE') transaction = layer.invite(flow, outgoing(method), user);
  else layer.request(flow, outgoing(method), user);
  return { responses, failures, transaction };
}

test('timer A doubles and timer B ends an INVITE that nobody answers', async () => {
  const { failures } = send('INVITE');
  await clock.advance(31_999);
  expect(sent).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500]);
  expect(failures).toEqual([]);
  await clock.advance(1);
  expect(failures).toEqual(['timeout']);
  expect(layer.open.client).toBe(0);
});

test('timer E doubles up to T2 and timer F ends another request', async () => {
  const { failures } = send('OPTIONS');
  await clock.advance(32_000);
  expect(sent).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
  expect(failures).toEqual(['timeout']);
  expect(clock.pending).toBe(0);
});

test('after a provisional response a request is repeated every T2', async () => {
  const { responses } = send('OPTIONS');
  await clock.advance(100);
  peer.reply(peer.lastRequest, '100 Trying');
  await clock.advance(9_000);
  expect(sent).toEqual([0, 500, 4500, 8500]);
  peer.reply(peer.lastRequest, '200 OK');
  peer.reply(peer.lastRequest, '200 OK');
  await clock.advance(40_000);
  expect(responses).toEqual([100, 200]);
  expect(sent).toHaveLength(4);
  expect(layer.open.client).toBe(0);
});

test('a refused INVITE is acknowledged, and again for each repetition, until timer D', async () => {
  const { responses } = send('INVITE');
  await clock.advance(0);
  const invite = peer.lastRequest;
  peer.reply(invite, '486 Busy Here');
  await clock.advance(500);
  peer.reply(invite, '486 Busy Here');
  await clock.advance(500);
  expect(peer.log.map((line) => line.split(' ')[0])).toEqual(['INVITE', 'ACK', 'ACK']);
  expect(peer.lastRequest.via?.branch).toBe(invite.via?.branch);
  expect(peer.lastRequest.to?.tag).toBe('peer');
  expect(peer.lastRequest.cseq).toEqual({ number: 5, method: 'ACK' });
  expect(responses).toEqual([486]);
  await clock.advance(30_999);
  expect(layer.open.client).toBe(1);
  await clock.advance(1);
  expect(layer.open.client).toBe(0);
});

test('every 2xx is passed up, repeated ones too, until timer M', async () => {
  const { responses } = send('INVITE');
  await clock.advance(0);
  peer.reply(peer.lastRequest, '180 Ringing');
  peer.reply(peer.lastRequest, '200 OK');
  peer.reply(peer.lastRequest, '200 OK');
  await clock.advance(0);
  expect(responses).toEqual([180, 200, 200]);
  await clock.advance(32_000);
  expect(layer.open.client).toBe(0);
});

test('CANCEL waits for a provisional response, and an INVITE that is never ended times out', async () => {
  const { transaction, failures } = send('INVITE');
  await clock.advance(100);
  transaction?.cancel([['Reason', 'Q.850;cause=16']]);
  await clock.advance(0);
  expect(peer.log).toHaveLength(1);
  const invite = peer.lastRequest;
  peer.reply(invite, '100 Trying');
  await clock.advance(0);
  expect(peer.lastRequest.method).toBe('CANCEL');
  expect(peer.lastRequest.via?.text).toBe(invite.via?.text);
  expect(peer.lastRequest.cseq).toEqual({ number: 5, method: 'CANCEL' });
  expect(peer.lastRequest.header('Reason')).toBe('Q.850;cause=16');
  await clock.advance(32_500);
  expect(failures).toEqual(['timeout']);
});

test('a repeated INVITE gets the last provisional response again', async () => {
  peer.send(OURS, lines('INVITE', 'x'));
  await clock.advance(0);
  requests[0]?.transaction.respond(180, { toTag: 'b' });
  peer.send(OURS, lines('INVITE', 'x'));
  await clock.advance(0);
  expect(requests).toHaveLength(1);
  expect(peer.log).toEqual(['SIP/2.0 180 Ringing', 'SIP/2.0 180 Ringing']);
});

test('timer G repeats a refusal up to T2 and timer H gives up without ACK', async () => {
  const failures: string[] = [];
  peer.send(OURS, lines('INVITE', 'x'));
  await clock.advance(0);
  const transaction = requests[0]?.transaction;
  if (!transaction) throw new Error('no request');
  transaction.user = { onFailure: (what) => void failures.push(what) };
  transaction.respond(486, { toTag: 'b' });
  await clock.advance(32_000);
  expect(sent).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
  expect(failures).toEqual(['no-ack']);
  expect(layer.open.server).toBe(0);
});

test('the ACK of a refusal stops it, and timer I absorbs further ones', async () => {
  peer.send(OURS, lines('INVITE', 'x'));
  await clock.advance(0);
  requests[0]?.transaction.respond(486, { toTag: 'b' });
  peer.send(OURS, lines('ACK', 'x'));
  await clock.advance(3000);
  peer.send(OURS, lines('ACK', 'x'));
  await clock.advance(1999);
  expect(sent).toHaveLength(1);
  expect(acks).toHaveLength(0);
  expect(layer.open.server).toBe(1);
  await clock.advance(1);
  expect(layer.open.server).toBe(0);
});

test('an accepted INVITE absorbs repetitions and hands ACKs up, whatever their branch, until timer L', async () => {
  const direct: SipRequest[] = [];
  peer.send(OURS, lines('INVITE', 'x'));
  await clock.advance(0);
  const transaction = requests[0]?.transaction;
  if (!transaction) throw new Error('no request');
  transaction.user = { onAck: (ack) => void direct.push(ack) };
  transaction.respond(200, { toTag: 'b' });
  peer.send(OURS, lines('INVITE', 'x'));
  peer.send(OURS, lines('ACK', 'x'));
  peer.send(OURS, lines('ACK', 'y'));
  await clock.advance(31_999);
  expect(requests).toHaveLength(1);
  expect([direct.length, acks.length, peer.log.length]).toEqual([1, 1, 1]);
  expect(layer.open.server).toBe(1);
  await clock.advance(1);
  expect(layer.open.server).toBe(0);
  expect(clock.pending).toBe(0);
});

test('another request is answered again when repeated, until timer J', async () => {
  peer.send(OURS, lines('OPTIONS', 'x'));
  await clock.advance(0);
  peer.send(OURS, lines('OPTIONS', 'x'));
  await clock.advance(0);
  expect(peer.log).toEqual([]);
  requests[0]?.transaction.respond(200);
  peer.send(OURS, lines('OPTIONS', 'x'));
  await clock.advance(31_999);
  expect(peer.log).toEqual(['SIP/2.0 200 OK', 'SIP/2.0 200 OK']);
  await clock.advance(1);
  expect(layer.open.server).toBe(0);
});

test('CANCEL is answered at once and tells the INVITE; without one it gets 481; after the answer it does nothing', async () => {
  let cancelled = 0;
  peer.send(OURS, lines('CANCEL', 'nothing'));
  peer.send(OURS, lines('INVITE', 'x'));
  await clock.advance(0);
  const transaction = requests[0]?.transaction;
  if (!transaction) throw new Error('no request');
  transaction.user = { onCancel: () => void cancelled++ };
  peer.send(OURS, lines('CANCEL', 'x'));
  peer.send(OURS, lines('CANCEL', 'x'));
  await clock.advance(0);
  expect(cancelled).toBe(1);
  expect(peer.log).toEqual(['SIP/2.0 481 Call/Transaction Does Not Exist', 'SIP/2.0 200 OK', 'SIP/2.0 200 OK']);
  transaction.respond(200, { toTag: 'b' });
  peer.send(
    OURS,
    lines('CANCEL', 'x', 1).map((line) => line.replace('c1', 'c1')),
  );
  await clock.advance(0);
  expect(cancelled).toBe(1);
});

test('a response tells where its request came from', async () => {
  const request = lines('OPTIONS', 'nat;rport');
  request[1] = 'Via: SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bKnat;rport';
  peer.send(OURS, request);
  await clock.advance(0);
  requests[0]?.transaction.respond(200);
  await clock.advance(0);
  expect(peer.lastResponse.header('Via')).toBe(
    'SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bKnat;rport=5070;received=127.0.0.1',
  );
});

test('an unsound request is refused without a transaction, and one without Via not at all', async () => {
  peer.send(
    OURS,
    lines('OPTIONS', 'x').filter((line) => !line.startsWith('CSeq')),
  );
  peer.send(
    OURS,
    lines('OPTIONS', 'y').filter((line) => !line.startsWith('Via')),
  );
  await clock.advance(0);
  expect(peer.log).toEqual(['SIP/2.0 400 Bad CSeq']);
  expect(layer.open.server).toBe(0);
});

test('over TCP nothing is repeated, and a lost connection fails the request at once', async () => {
  const received: string[] = [];
  await network.listenTcp({ host: '127.0.0.1', port: 5080 }, (connection) => ({
    onData(chunk) {
      received.push(chunk.toString());
      if (received.length === 1) clock.after(10_000, () => void connection.close());
    },
    onClose() {},
  }));
  const failures: string[] = [];
  const flow = layer.transport.flowTo('TCP', { host: '127.0.0.1', port: 5080 });
  if (!flow) throw new Error('no flow');
  layer.invite(flow, outgoing('INVITE'), { onResponse() {}, onFailure: (what) => void failures.push(what) });
  await clock.advance(9_000);
  expect(received).toHaveLength(1);
  await clock.advance(1_000);
  expect(failures).toEqual(['transport']);
  const refused = layer.transport.flowTo('TCP', { host: '127.0.0.1', port: 5081 });
  if (!refused) throw new Error('no flow');
  layer.request(refused, outgoing('OPTIONS'), { onResponse() {}, onFailure: (what) => void failures.push(what) });
  await clock.advance(0);
  expect(failures).toEqual(['transport', 'transport']);
});

test('all traffic passes the trace hook', async () => {
  const seen: string[] = [];
  layer.transport.trace = (direction, protocol, local, remote, text) =>
    void seen.push(`${direction} ${protocol} ${local.port} ${remote.port} ${text.split(' ')[0]}`);
  send('OPTIONS');
  await clock.advance(0);
  peer.reply(peer.lastRequest, '200 OK');
  await clock.advance(0);
  expect(seen).toEqual(['out UDP 5060 5070 OPTIONS', 'in UDP 5060 5070 SIP/2.0']);
});
