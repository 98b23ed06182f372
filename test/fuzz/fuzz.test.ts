import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';
import { targets } from './targets/all.ts';

/** A taste of `npm run fuzz`, the same at every run. */
test.for(targets.map((target) => [target.name, target] as const))('%s takes whatever comes', async ([, target]) => {
  const { failure, frames } = await fuzz(target, 1, { frames: 3000, seconds: 10 });
  expect(failure && `${String(failure.error)} at ${JSON.stringify(failure.bytes.toString('latin1'))}`).toBeUndefined();
  expect(frames).toBeGreaterThan(0);
});
