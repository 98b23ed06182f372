import { describe, expect, test } from 'vitest';
import { EngineClient } from '../../../src/media/client/engine-client.ts';
import { MediaCore } from '../../../src/media/engine/core.ts';
import type { Command, EngineEvent } from '../../../src/media/engine/protocol.ts';
import { openMediaEngine } from '../../../src/media/worker/open-engine.ts';
import { PortPool } from '../../../src/media/worker/port-pool.ts';

const REMOTE = {
  address: '127.0.0.1',
  port: 9,
  codecs: [{ name: 'ulaw', payloadType: 0 }],
  digits: 'info',
  direction: 'sendrecv',
  symmetric: false,
} as const;

function coreWhoseSocketFails(badLeg: number): { core: MediaCore; events: EngineEvent[]; sent: number[] } {
  const events: EngineEvent[] = [];
  const sent: number[] = [];
  let opened = 0;
  const core = new MediaCore({
    openSocket() {
      const leg = ++opened;
      return {
        setDestination: () => true,
        send() {
          if (leg === badLeg) throw new Error('the cable is cut');
          sent.push(leg);
        },
        sendControl() {},
        adoptSource() {},
        source: () => undefined,
        destination: () => undefined,
        close() {},
      };
    },
    reserve() {},
    random: () => 0,
    emit: (event) => void events.push(event),
  });
  for (const leg of [1, 2]) {
    core.apply({ op: 'open', leg, address: '127.0.0.1', port: 2 * leg, bound: true, timeoutMs: 0 });
    core.apply({ op: 'remote', leg, remote: REMOTE });
    core.apply({ op: 'play', leg, play: 10 + leg, items: [{ kind: 'silence', durationMs: 1000 }] });
  }
  return { core, events, sent };
}

test('a fault in one leg ends that leg, is reported, and leaves the others alone', () => {
  const { core, events, sent } = coreWhoseSocketFails(1);
  core.tick();
  core.tick();
  expect(sent).toEqual([2, 2]);
  expect(events.map(({ type }) => type)).toEqual(['fault', 'failed', 'play-end']);
  expect(events[1]).toEqual({ type: 'failed', leg: 1, message: 'the cable is cut' });
});

describe('an engine that breaks down', () => {
  function broken() {
    const faults: string[] = [];
    const ended: string[] = [];
    const client = new EngineClient({
      kind: 'epoll',
      ports: new PortPool(10_000, 10_010, 0, () => {}),
      onFault: (message) => faults.push(message),
      link: {
        send() {},
        end: async () => void ended.push('ended'),
      },
    });
    return { client, faults, ended };
  }

  test('tells every leg, ends what is under way, and opens no more', async () => {
    const { client, faults, ended } = broken();
    const leg = client.openRtpLeg({ address: '127.0.0.1' });
    const failed: string[] = [];
    if (leg) leg.listener = { onFailed: (message) => failed.push(message) };
    const playing = leg?.play([{ kind: 'silence', durationMs: 1000 }]);
    const recording = leg?.record({ path: '/x.wav', format: 'wav', append: false, keepSilence: true });
    const statistics = leg?.statistics();
    client.breakDown('the thread is gone');
    expect(failed).toEqual(['the thread is gone']);
    expect(faults).toEqual(['the thread is gone']);
    expect(await playing?.done).toEqual({ reason: 'closed', playedMs: 0 });
    expect(await recording?.done).toEqual({ reason: 'closed', durationMs: 0 });
    expect((await statistics)?.packetsSent).toBe(0);
    expect((await leg?.play([]).done)?.reason).toBe('closed');
    expect(client.openRtpLeg({ address: '127.0.0.1' })).toBeUndefined();
    await client.close();
    expect(ended).toEqual(['ended']);
  });

  test('a listener that throws stops nobody and is reported', () => {
    const { client, faults } = broken();
    const [a, b] = client.openPipe();
    const heard: string[] = [];
    a.listener = {
      onDigit() {
        throw new Error('bad listener');
      },
    };
    b.listener = { onDigit: ({ digit }) => heard.push(digit) };
    const digit = { type: 'digit', digit: '1', phase: 'begin', durationMs: 0 } as const;
    client.receive([
      { ...digit, leg: a.id },
      { ...digit, leg: b.id },
    ]);
    expect(heard).toEqual(['1']);
    expect(faults[0]).toContain('bad listener');
  });
});

describe('the port pool', () => {
  test('gives out even ports of the range, each once, until there are no more', () => {
    const pool = new PortPool(10_001, 10_008, 0.5, () => {});
    const ports = [1, 2, 3, 4].map(() => pool.take('127.0.0.1')?.port);
    expect(ports.slice(0, 3).sort()).toEqual([10_002, 10_004, 10_006]);
    expect(ports[3]).toBeUndefined();
    pool.release('127.0.0.1', 10_004);
    expect(pool.take('127.0.0.1')?.port).toBe(10_004);
  });

  test('prefers ports that stand bound, and asks for more', () => {
    const asked: Command[] = [];
    const pool = new PortPool(10_000, 10_999, 0, (command) => asked.push(command));
    pool.warm('127.0.0.1');
    const first = asked[0];
    if (first?.op !== 'reserve') throw new Error('nothing asked');
    const bound = first.ports.slice(2);
    pool.reserved({ type: 'reserved', address: '127.0.0.1', asked: first.ports, bound });
    expect(pool.take('127.0.0.1')).toEqual({ port: bound[0], bound: true });
    for (let i = 0; i < 30; i++) pool.take('127.0.0.1');
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked.flatMap((command) => (command.op === 'reserve' ? command.ports : []))).size).toBe(
      asked.reduce((sum, command) => sum + (command.op === 'reserve' ? command.ports.length : 0), 0),
    );
  });

  test('an empty range has no ports', () => {
    expect(new PortPool(10_000, 10_000, 0, () => {}).take('127.0.0.1')).toBeUndefined();
  });
});

test('a leg whose address cannot be bound fails and says why', async () => {
  for (const force of ['epoll', 'dgram'] as const) {
    const engine = await openMediaEngine({ rtpStart: 23_000, rtpEnd: 23_099, force, onFault() {} });
    const failures: string[] = [];
    for (const address of ['192.0.2.1', 'no address']) {
      const leg = engine.openRtpLeg({ address });
      if (!leg) throw new Error('no port');
      failures.push(
        await new Promise<string>((resolve) => {
          leg.listener = { onFailed: resolve };
        }),
      );
    }
    await engine.close();
    expect(failures[0]).toMatch(/^cannot bind 192\.0\.2\.1 port 23\d\d\d: .*EADDRNOTAVAIL/);
    expect(failures[1]).toMatch(/^cannot bind no address port 23\d\d\d: not an IP address/);
  }
});
