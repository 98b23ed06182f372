import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { MemoryNetwork } from '../../../../src/net/memory-network.ts';
import type { Flow } from '../../../../src/sip/transport/flow.ts';
import { StreamFramer } from '../../../../src/sip/transport/stream-framer.ts';
import { TransportLayer } from '../../../../src/sip/transport/transport-layer.ts';

function framer(): { push(text: string): void; seen: string[] } {
  const seen: string[] = [];
  const made = new StreamFramer({
    onMessage: (text) => void seen.push(text),
    onPing: () => void seen.push('ping'),
    onBroken: (why) => void seen.push(`broken: ${why}`),
  });
  return { push: (text) => made.push(Buffer.from(text, 'latin1')), seen };
}

test('a stream tells pings from messages, whatever the spelling of the length', () => {
  const { push, seen } = framer();
  push('\r\n\r\nOPTIONS sip:a SIP/2.0\r\nL : 2\r\n\r\nhiINFO sip:a SIP/2.0\r\nCONTENT-LENGTH:0\r\n\r\n\r\n');
  push('\r\n');
  expect(seen).toEqual([
    'ping',
    'OPTIONS sip:a SIP/2.0\r\nL : 2\r\n\r\nhi',
    'INFO sip:a SIP/2.0\r\nCONTENT-LENGTH:0\r\n\r\n',
    'ping',
  ]);
});

test('a stream without end of a head, or with too long a body, is broken', () => {
  const endless = framer();
  for (let i = 0; i < 20; i++) endless.push('x'.repeat(4096));
  expect(endless.seen).toEqual(['broken: the head is longer than a message may be']);
  const huge = framer();
  huge.push('OPTIONS sip:a SIP/2.0\r\nContent-Length: 999999\r\n\r\n');
  huge.push('more');
  expect(huge.seen).toHaveLength(1);
});

test('two layers talk over one TCP connection in both directions, and a broken peer is dropped', async () => {
  const clock = new VirtualClock(0);
  const network = new MemoryNetwork(clock);
  const seen: string[] = [];
  const faults: string[] = [];
  let back: Flow | undefined;
  const server = new TransportLayer(network, {
    onMessage: (message, flow) => {
      seen.push(`server: ${message.text.split('\r\n')[0]}`);
      back = flow;
    },
    onFlowFault: (_flow, fault) => void faults.push(fault.message),
  });
  const client = new TransportLayer(network, {
    onMessage: (message) => void seen.push(`client: ${message.text.split('\r\n')[0]}`),
  });
  await server.listen('TCP', { host: '127.0.0.1', port: 5060 });
  const flow = client.flowTo('TCP', { host: '127.0.0.1', port: 5060 });
  flow?.send('OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n');
  await clock.advance(0);
  back?.send('SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n');
  await clock.advance(0);
  expect(seen).toEqual(['server: OPTIONS sip:a SIP/2.0', 'client: SIP/2.0 200 OK']);
  expect(client.flowTo('TCP', { host: '127.0.0.1', port: 5060 })).toBe(flow);
  flow?.send(`OPTIONS sip:a SIP/2.0\r\nContent-Length: 999999\r\n\r\n`);
  await clock.advance(0);
  expect(faults).toEqual(['a message of 1000048 bytes, the limit is 65535']);
  expect(flow?.closed).toBe(true);
});

test('no more TCP connections are taken than allowed', async () => {
  const clock = new VirtualClock(0);
  const network = new MemoryNetwork(clock);
  const server = new TransportLayer(network, { onMessage() {} }, { mostConnections: 2 });
  await server.listen('TCP', { host: '127.0.0.1', port: 5060 });
  const closed: number[] = [];
  for (let i = 0; i < 3; i++)
    network.connectTcp({ host: '127.0.0.1', port: 5060 }, { onData() {}, onClose: () => void closed.push(i) });
  await clock.advance(0);
  expect(closed).toEqual([2]);
});

test('behind NAT the outside address is told to outside peers only', async () => {
  const clock = new VirtualClock(0);
  const layer = new TransportLayer(
    new MemoryNetwork(clock),
    { onMessage() {} },
    {
      advertise: (local, remote) =>
        remote.host.startsWith('127.') ? local : { host: '203.0.113.9', port: local.port },
    },
  );
  await layer.listen('UDP', { host: '0.0.0.0', port: 5060 });
  expect(layer.flowTo('UDP', { host: '127.0.0.5', port: 5060 })?.local).toEqual({ host: '127.0.0.1', port: 5060 });
  expect(layer.flowTo('UDP', { host: '198.51.100.1', port: 5060 })?.local).toEqual({ host: '203.0.113.9', port: 5060 });
});
