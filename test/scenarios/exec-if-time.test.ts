import { expect, test } from 'vitest';
import { openTestPbx } from '../support/test-pbx.ts';

const EXTENSIONS = `[default]
exten => s,1,ExecIfTime(9:00-17:00,mon-fri,*,*?Set(BY=day))
 same => n,ExecIfTime(17:01-8:59,*,*,*?Set(BY=night))
 same => n,ExecIfTime(25:00-26:00,*,*,*?Set(BY=never))
 same => n,NoOp(\${BY})
 same => n,ExecIfTime(*,*,*,*)
 same => n,NoOp(unreached)
`;

test.each([
  ['2026-03-03T10:00', 'day'],
  ['2026-03-03T23:30', 'night'],
  ['2026-03-07T10:00', ''],
])('ExecIfTime at %s runs what stands for that time', async (at, by) => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': EXTENSIONS },
    startMs: new Date(`${at}:00`).getTime(),
  });
  await pbx.finish(pbx.call('alice', 's'));
  expect(pbx.log.steps.filter((step) => step.includes('NoOp'))).toEqual([`s@default:4 NoOp(${by})`]);
  const told = pbx.log.lines.filter((line) => /'25:00' isn't a valid start time/.test(line));
  expect(told).toEqual([expect.stringContaining('extensions.conf:4:23'), expect.stringContaining('[s@default:3')]);
});
