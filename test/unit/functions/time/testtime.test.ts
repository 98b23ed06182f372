import { expect, test } from 'vitest';
import { saidValues } from '../../../support/said-values.ts';

test('TESTTIME makes GotoIfTime go by another time, also on channels made later', async () => {
  const { values } = await saidValues(
    [
      'Set(TESTTIME()=2020/12/25 08:30:00 America/New_York)',
      'NoOp(${TESTTIME})',
      'GotoIfTime(*,*,25,dec?christmas)',
      'NoOp(left out)',
      'NoOp(christmas)',
      'Set(TESTTIME()=2020-12-24 08:30:00)',
      'NoOp(${TESTTIME})',
      'Set(TESTTIME()=0)',
      'NoOp(now ${TESTTIME})',
      'GotoIfTime(*,*,25,dec?christmas)',
      'NoOp(no longer)',
    ].map((step) => (step === 'NoOp(christmas)' ? 'NoOp(merry)' : step.replace('?christmas', '?6'))),
  );
  expect(values).toEqual(['1608903000', 'merry', '1608903000', 'now ', 'no longer']);
});
