import { expect, test } from 'vitest';
import { openTestPbx } from '../support/test-pbx.ts';

// As measured against Asterisk 16 with a silent caller and with one that is heard at once.
test.each([
  ['Answer()', false, 500],
  ['Answer()', true, 20],
  ['Answer(,i)', false, 0],
  ['Answer(200)', true, 500],
  ['Answer(2000)', false, 2000],
  ['Answer(2000)', true, 2000],
])('%s, heard at once: %s, goes on after %d ms', async (step, heard, afterMs) => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': `[default]\nexten => s,1,${step}\n same => n,NoOp(on)\n same => n,Wait(9)` },
  });
  const call = pbx.call('alice', 's');
  await pbx.clock.advance(0);
  if (heard) call.hum(400);
  const passed = (): boolean => pbx.log.steps.some((one) => one.includes('NoOp'));
  await pbx.clock.advance(Math.max(0, afterMs - 1));
  expect(passed()).toBe(afterMs === 0);
  await pbx.clock.advance(1);
  expect(passed()).toBe(true);
});
