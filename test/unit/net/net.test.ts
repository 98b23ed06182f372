import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import { systemCodeOf } from '../../../src/base/errors.ts';
import { formatAddress } from '../../../src/net/address.ts';
import { parseAddressRange } from '../../../src/net/cidr.ts';
import { MemoryNetwork } from '../../../src/net/memory-network.ts';
import type { Network } from '../../../src/net/network.ts';
import { systemNetwork } from '../../../src/net/node-network.ts';

test('address ranges are read in every spelling', () => {
  const inside = (range: string, host: string): boolean | undefined => parseAddressRange(range)?.contains(host);
  expect(inside('10.0.0.0/8', '10.200.3.4')).toBe(true);
  expect(inside('10.0.0.0/255.0.0.0', '11.0.0.1')).toBe(false);
  expect(inside('192.168.1.128/25', '192.168.1.127')).toBe(false);
  expect(inside('192.168.1.7', '192.168.1.7')).toBe(true);
  expect(inside('0.0.0.0/0', '8.8.8.8')).toBe(true);
  expect(inside('2001:db8::/32', '2001:db8:1::5')).toBe(true);
  expect(inside('2001:db8::/32', '10.0.0.1')).toBe(false);
  for (const wrong of ['', 'host', '10.0.0.0/33', '10.0.0.0/255.0.255.0', '10.0.0.0/2001:db8::', '1.2.3'])
    expect(parseAddressRange(wrong)).toBeUndefined();
  expect(formatAddress({ host: '2001:db8::1', port: 5060 })).toBe('[2001:db8::1]:5060');
});

/** What both networks must do alike. `settle` lets what was sent arrive. */
async function echoes(network: Network, settle: (done: () => boolean) => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const server = await network.bindUdp(
    { host: '127.0.0.1', port: 0 },
    {
      onDatagram: (data, from) => {
        seen.push(`server ${data.toString('latin1')}`);
        if (server.ok) server.value.send(Buffer.from('back'), from.host, from.port);
      },
    },
  );
  const client = await network.bindUdp(
    { host: '127.0.0.1', port: 0 },
    { onDatagram: (data) => void seen.push(`client ${data}`) },
  );
  if (!server.ok || !client.ok) throw new Error('no socket');
  const again = await network.bindUdp(server.value.local, { onDatagram() {} });
  seen.push(again.ok ? 'bound twice' : again.fault.code);
  client.value.send('\xe9', '127.0.0.1', server.value.local.port);
  await settle(() => seen.length === 3);
  await server.value.close();
  await client.value.close();
  const listener = await network.listenTcp({ host: '127.0.0.1', port: 0 }, (connection) => ({
    onData: (chunk) => connection.write(`echo ${chunk}`),
    onClose: (fault) => void seen.push(`far end ${fault ? 'broken' : 'closed'}`),
  }));
  if (!listener.ok) throw new Error('no listener');
  const connection = network.connectTcp(listener.value.local, {
    onOpen: () => void seen.push('open'),
    onData: (chunk) => void seen.push(String(chunk)),
    onClose() {},
  });
  connection.write('early');
  await settle(() => seen.length === 5);
  await connection.close();
  await settle(() => seen.length === 6);
  const { port } = listener.value.local;
  await listener.value.close();
  network.connectTcp(
    { host: '127.0.0.1', port },
    { onData() {}, onClose: (fault) => void seen.push(fault?.code ?? 'no fault') },
  );
  await settle(() => seen.length === 7);
  return seen;
}

const EXPECTED = ['EADDRINUSE', 'server \xe9', 'client back', 'open', 'echo early', 'far end closed', 'ECONNREFUSED'];

test('the network in memory carries datagrams and connections', async () => {
  const clock = new VirtualClock(0);
  const network = new MemoryNetwork(clock, { latencyMs: 5 });
  expect(await echoes(network, (done) => clock.advanceUntil(done, 1000))).toEqual(EXPECTED);
});

test('the machine’s own network does the same', async () => {
  const settle = async (done: () => boolean): Promise<void> => {
    while (!done()) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  expect(await echoes(systemNetwork, settle)).toEqual(EXPECTED);
  expect(systemNetwork.sourceAddressFor('127.0.0.1')).toBe('127.0.0.1');
  expect(await systemNetwork.resolveHost('192.0.2.1')).toEqual(['192.0.2.1']);
});

test('nobody else can listen where the machine’s own network has bound a socket', async () => {
  const bound = await systemNetwork.bindUdp({ host: '127.0.0.1', port: 0 }, { onDatagram() {} });
  if (!bound.ok) throw new Error('no socket');
  const thief = createSocket({ type: 'udp4', reuseAddr: true });
  const outcome = await new Promise<string>((resolve) => {
    thief.once('error', (error) => resolve(systemCodeOf(error) ?? ''));
    thief.bind({ address: '127.0.0.1', port: bound.value.local.port }, () => resolve('bound'));
  });
  thief.close();
  await bound.value.close();
  expect(outcome).toBe('EADDRINUSE');
});

test('a datagram that is too long or has no place to go is a fault of its own', async () => {
  expect(await sentToItself('127.0.0.1')).toEqual(['EINVAL', 'EMSGSIZE', 'EMSGSIZE', 'whole from 127.0.0.1']);
});

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

test.skipIf(!hasIPv6)('IPv6 does the same (needs ::1)', async () => {
  expect(await sentToItself('::1')).toEqual(['EINVAL', 'EMSGSIZE', 'EMSGSIZE', 'whole from ::1']);
});

/** What a socket at `host` hears of four datagrams to itself of which one can be sent. */
async function sentToItself(host: string): Promise<string[]> {
  const seen: string[] = [];
  const told = Promise.withResolvers<void>();
  const note = (what: string): void => {
    if (seen.push(what) === 4) told.resolve();
  };
  const bound = await systemNetwork.bindUdp(
    { host, port: 0 },
    { onDatagram: (data, from) => note(`${data} from ${from.host}`), onFault: ({ code }) => note(code) },
  );
  if (!bound.ok) throw new Error('no socket');
  const { port } = bound.value.local;
  bound.value.send('x'.repeat(65_530), host, port);
  bound.value.send(Buffer.alloc(70_000), host, port);
  bound.value.send('nowhere', host, 0);
  bound.value.send('whole', host, port);
  await told.promise;
  await bound.value.close();
  return seen.sort();
}

test('datagrams can be lost and doubled', async () => {
  const clock = new VirtualClock(0);
  const network = new MemoryNetwork(clock);
  let seen = 0;
  await network.bindUdp({ host: '127.0.0.1', port: 1 }, { onDatagram: () => void seen++ });
  const sender = await network.bindUdp({ host: '127.0.0.1', port: 2 }, { onDatagram() {} });
  if (!sender.ok) throw new Error('no socket');
  for (const fate of ['lose', { copies: 3 }, 'deliver'] as const) {
    network.fate = () => fate;
    sender.value.send('x', '127.0.0.1', 1);
  }
  await clock.advance(0);
  expect(seen).toBe(4);
});
