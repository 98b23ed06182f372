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
