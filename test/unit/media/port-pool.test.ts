import { expect, test } from 'vitest';
import type { Command } from '../../../src/media/engine/protocol.ts';
import { PortPool } from '../../../src/media/worker/port-pool.ts';

/** A pool whose worker can bind what `free` says. */
function poolWith(free: (port: number) => boolean): { pool: PortPool; asked: number } {
  const made = { pool: undefined as unknown as PortPool, asked: 0 };
  made.pool = new PortPool(24_000, 24_999, 0, (command: Command) => {
    if (command.op !== 'reserve') return;
    made.asked++;
    const { address, ports } = command;
    made.pool.reserved({ type: 'reserved', address, asked: ports, bound: ports.filter(free) });
  });
  return made;
}

test('where another program holds the ports, those further on are given out', () => {
  const made = poolWith((port) => port >= 24_300);
  made.pool.warm('127.0.0.1');
  expect(made.pool.take('127.0.0.1')?.port).toBeGreaterThanOrEqual(24_300);
});

test('where it holds them all, asking ends once round', () => {
  const made = poolWith(() => false);
  made.pool.warm('127.0.0.1');
  expect(made.asked).toBeLessThan(20);
});

test('the port of a leg that has ended rests, and is given out bound', () => {
  let nowMs = 0;
  const pool = new PortPool(
    24_000,
    24_999,
    0,
    () => {},
    () => nowMs,
  );
  const first = pool.take('127.0.0.1');
  expect(first?.bound).toBe(false);
  expect(pool.release('127.0.0.1', first?.port ?? 0, true)).toBe(true);
  expect(pool.take('127.0.0.1')?.port).not.toBe(first?.port);
  nowMs = 2000;
  expect(pool.take('10.0.0.1')?.port).not.toBe(first?.port);
  expect(pool.take('127.0.0.1')).toEqual({ port: first?.port, bound: true });
});

test('one that could not be bound, and those beyond what may rest, are let go', () => {
  const pool = new PortPool(
    24_000,
    24_999,
    0,
    () => {},
    () => 0,
  );
  const ports = Array.from({ length: 300 }, () => pool.take('127.0.0.1')?.port ?? 0);
  expect(pool.release('127.0.0.1', ports[0] as number, false)).toBe(false);
  expect(ports.slice(1).filter((port) => pool.release('127.0.0.1', port, true))).toHaveLength(250);
});

test('a port that rests is given out early before there is none', () => {
  const pool = new PortPool(
    24_000,
    24_003,
    0,
    () => {},
    () => 0,
  );
  const ports = [pool.take('127.0.0.1')?.port, pool.take('127.0.0.1')?.port];
  expect(pool.release('127.0.0.1', ports[1] as number, true)).toBe(true);
  expect(pool.take('127.0.0.1')).toEqual({ port: ports[1], bound: true });
  expect(pool.take('127.0.0.1')).toBeUndefined();
});
