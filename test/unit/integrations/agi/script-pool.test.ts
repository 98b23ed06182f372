import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { ScriptPool } from '../../../../src/integrations/agi/script-pool.ts';
import type { ProcessListener, RunningProcess } from '../../../../src/pbx/ports/processes.ts';

interface Started {
  readonly command: string;
  readonly listener: ProcessListener;
  readonly child: RunningProcess;
  readonly written: string[];
  over: boolean;
}

function open() {
  const clock = new VirtualClock();
  const started: Started[] = [];
  const warnings: string[] = [];
  const pool = new ScriptPool({
    clock,
    log: { warning: (line) => void warnings.push(line) },
    start({ command }, listener) {
      const one: Started = {
        command,
        listener,
        written: [],
        over: false,
        child: {
          write: (data) => void one.written.push(String(data)),
          writeThird() {},
          backlog: () => 0,
          signal: () => void (one.over = true),
          hold() {},
          letGo() {},
        },
      };
      started.push(one);
      return one.child;
    },
  });
  const keep = (ready: number, many = false): void =>
    pool.keep(new Map([['menu', { ready, many, start: { command: '/agi/menu', args: [] } }]]));
  return { clock, pool, started, warnings, keep };
}

const listener = (heard: string[]): ProcessListener => ({
  onOutput: (chunk) => void heard.push(String(chunk)),
  onErrorOutput() {},
  onOutputEnd: () => void heard.push('end of output'),
  onEnd: ({ exitCode }) => void heard.push(`end ${exitCode}`),
});

test('processes wait; a call takes one at once, and another is started behind it', async () => {
  const { clock, pool, started, keep } = open();
  keep(2);
  expect(started.map(({ command }) => command)).toEqual(['/agi/menu', '/agi/menu']);
  const heard: string[] = [];
  const taken = pool.take('menu', listener(heard));
  expect(taken?.giveBack).toBeUndefined();
  taken?.child.write('agi_request: menu\n\n');
  expect(started[0]?.written).toEqual(['agi_request: menu\n\n']);
  await clock.advance(1);
  expect(started.length).toBe(3);
  started[0]?.listener.onOutput(Buffer.from('NOOP\n'));
  started[0]?.listener.onOutputEnd();
  started[0]?.listener.onEnd({ exitCode: 0 });
  expect(heard).toEqual(['NOOP\n', 'end of output', 'end 0']);
  expect(pool.take('other', listener([]))).toBeUndefined();
});

test('without enough of them the call starts its own', () => {
  const { pool, keep } = open();
  keep(1);
  expect(pool.take('menu', listener([]))).toBeDefined();
  expect(pool.take('menu', listener([]))).toBeUndefined();
});

test('a script that ends or speaks unasked is given up after three attempts, and that is told once', async () => {
  const { clock, pool, started, warnings, keep } = open();
  keep(1);
  started[0]?.listener.onEnd({ exitCode: 1 });
  expect(pool.take('menu', listener([]))).toBeUndefined();
  await clock.advance(1000);
  started[1]?.listener.onOutput(Buffer.from('hello'));
  expect(started[1]?.over).toBe(true);
  await clock.advance(1000);
  started[2]?.listener.onEnd({ exitCode: undefined, failure: 'ENOENT' });
  await clock.advance(60_000);
  expect(started.length).toBe(3);
  expect(warnings).toEqual(['AGI script menu cannot wait for calls: ENOENT; each call starts it']);
});

test('a reload ends those that wait, not those at work; a close does too', async () => {
  const { clock, pool, started, keep } = open();
  keep(2);
  pool.take('menu', listener([]));
  keep(1);
  expect(started.map(({ over }) => over)).toEqual([false, true, false]);
  pool.close();
  expect(started.map(({ over }) => over)).toEqual([false, true, true]);
  await clock.advance(10_000);
  expect(started.length).toBe(3);
});

test('a script for many calls is started once, and again only where all are at work', async () => {
  const { clock, pool, started, keep } = open();
  keep(1, true);
  const heard: string[][] = [[], [], []];
  const first = pool.take('menu', listener(heard[0] ?? []));
  const second = pool.take('menu', listener(heard[1] ?? []));
  await clock.advance(2000);
  expect(started.length).toBe(2);
  started[0]?.listener.onOutput(Buffer.from('NOOP\n'));
  first?.giveBack?.();
  first?.giveBack?.();
  const third = pool.take('menu', listener(heard[2] ?? []));
  started[0]?.listener.onOutput(Buffer.from('ANSWER\n'));
  expect(heard).toEqual([['NOOP\n'], [], ['ANSWER\n']]);
  expect(started.length).toBe(2);
  // No more wait than are wanted.
  second?.giveBack?.();
  third?.giveBack?.();
  expect(started.map(({ over }) => over)).toEqual([true, false]);
  await clock.advance(2000);
  expect(started.length).toBe(2);
});

test('one that dies at work is replaced; one that is back and speaks unasked, too', async () => {
  const { clock, pool, started, keep } = open();
  keep(1, true);
  const heard: string[] = [];
  pool.take('menu', listener(heard));
  started[0]?.listener.onEnd({ exitCode: 1 });
  expect(heard).toEqual(['end 1']);
  await clock.advance(1000);
  expect(started.length).toBe(2);
  const taken = pool.take('menu', listener(heard));
  taken?.giveBack?.();
  started[1]?.listener.onOutput(Buffer.from('hello'));
  expect(started[1]?.over).toBe(true);
  expect(heard).toEqual(['end 1']);
  await clock.advance(1000);
  expect(started.length).toBe(3);
});

test('after a reload those at work are not taken back', async () => {
  const { clock, pool, started, keep } = open();
  keep(1, true);
  const taken = pool.take('menu', listener([]));
  keep(1, true);
  taken?.giveBack?.();
  expect(started.map(({ over }) => over)).toEqual([true, false]);
  await clock.advance(10_000);
  expect(started.length).toBe(2);
});
