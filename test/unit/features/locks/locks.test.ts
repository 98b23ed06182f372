import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { Locks } from '../../../../src/features/locks/locks.ts';
import { saidValues } from '../../../support/said-values.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

describe('locks', () => {
  test('the one who waits longest is next, and one who has hung up is passed over', async () => {
    const locks = new Locks(new VirtualClock());
    const gone = new AbortController();
    expect(locks.tryTake('a', 'one')).toBe(true);
    const two = Promise.resolve(locks.take('a', 'two', gone.signal)).catch(() => 'gone');
    const three = locks.take('a', 'three', new AbortController().signal);
    gone.abort();
    expect(await two).toBe('gone');
    expect(locks.list()).toEqual([{ name: 'a', owner: 'one', waiting: 1 }]);
    locks.releaseAll('one');
    expect(await three).toBe(true);
    expect(locks.release('a', 'three')).toBe(true);
    expect(locks.list()).toEqual([]);
  });

  test('two who each hold what the other wants get 0 after three seconds', async () => {
    const extensions = `[default]
exten => _X,1,NoOp(\${LOCK(\${EXTEN})})
 same => n,Wait(1)
 same => n,NoOp(\${LOCK(\${IF($[\${EXTEN} = 1]?2:1)})} \${EPOCH})
 same => n,Wait(1)
`;
    await using pbx = await openTestPbx({ config: { 'extensions.conf': extensions } });
    const begin = pbx.clock.now();
    const [one, two] = [pbx.call('alice', '1'), pbx.call('bob', '2')];
    await pbx.finish(one);
    await pbx.finish(two);
    const second = pbx.log.steps.filter((step) => step.includes(':3 '));
    // the first to give up ends after another second, and its lock with it; the other has given up by then
    expect(second).toEqual([`1@default:3 NoOp(0 ${begin / 1000 + 4})`, `2@default:3 NoOp(0 ${begin / 1000 + 4})`]);
  });

  test('a lock ends with the call that holds it', async () => {
    const extensions =
      '[default]\nexten => 1,1,NoOp(${LOCK(x)})\n same => n,Wait(5)\nexten => 2,1,NoOp(${LOCK(x)} ${EPOCH})\n';
    await using pbx = await openTestPbx({ config: { 'extensions.conf': extensions } });
    const begin = pbx.clock.now();
    const first = pbx.call('alice', '1');
    const second = pbx.call('bob', '2');
    await pbx.finish(second);
    await pbx.finish(first);
    expect(pbx.log.steps.at(-1)).toBe(`2@default:1 NoOp(1 ${begin / 1000 + 5})`);
  });
});

test('LOCK, TRYLOCK and UNLOCK count as a real Asterisk does', async () => {
  const { values } = await saidValues([
    'NoOp(${LOCK(a)}|${LOCK(a)}|${TRYLOCK(a)}|${TRYLOCK(b)}|${UNLOCK(a)}|${UNLOCK(a)}|${UNLOCK(a)}|${UNLOCK(a)}|${UNLOCK(zz)}|${UNLOCK(b)})',
  ]);
  expect(values).toEqual(['1|1|1|1|1|1|1|0|0|1']);
});
