import { expect, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import { LogHub } from '../../../src/base/log.ts';
import { directoriesUnder } from '../../../src/pbx/paths.ts';
import { InstanceSystem } from '../../../src/pbx/services/system.ts';

function build(): { system: InstanceSystem; clock: VirtualClock; calls: { count: number }; ended: () => unknown } {
  const clock = new VirtualClock();
  const system = new InstanceSystem(
    {
      directories: directoriesUnder('/state', '/etc'),
      version: '1',
      systemName: '',
      entityId: '',
      processId: 1,
      liveDangerously: false,
      legacySyntax: false,
      limits: { calls: 3, load: 0, freeMegabytes: 0 },
    },
    clock,
    new LogHub(() => clock.now()).logger('core'),
  );
  const calls = { count: 1 };
  let end: unknown;
  void system.ending.then((how) => {
    end = how;
  });
  system.booted({ channels: () => calls.count, calls: () => calls.count });
  return { system, clock, calls, ended: () => end };
}

test('a stop now ends at once, whatever is up', async () => {
  const { system, clock, ended } = build();
  system.stop('now', true);
  await clock.advance(0);
  expect(ended()).toEqual({ restart: true });
});

test('a graceful stop refuses new calls and waits for the last one', async () => {
  const { system, clock, calls, ended } = build();
  system.stop('gracefully', false);
  expect(system.refusal).toBe('this server is about to stop');
  await clock.advance(60_000);
  expect(ended()).toBeUndefined();
  calls.count = 0;
  await clock.advance(200);
  expect(ended()).toEqual({ restart: false });
});

test('a stop when convenient goes on taking calls, and can be called off', async () => {
  const { system, clock, calls, ended } = build();
  system.stop('when convenient', false);
  expect(system.refusal).toBeUndefined();
  expect(system.abortStop()).toBe(true);
  expect(system.abortStop()).toBe(false);
  calls.count = 0;
  await clock.advance(1000);
  expect(ended()).toBeUndefined();
});

test('no more calls than maxcalls', () => {
  const { system, calls } = build();
  calls.count = 2;
  expect(system.refusal).toBeUndefined();
  calls.count = 3;
  expect(system.refusal).toBe('the limit of 3 calls (maxcalls) is reached');
});
