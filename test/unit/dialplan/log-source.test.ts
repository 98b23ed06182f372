import { expect, test } from 'vitest';
import { openTestPbx } from '../../support/test-pbx.ts';

test('what an application or a function says is told as the word of its module', async () => {
  const extensions = `[default]
exten => 1,1,Log(NOTICE,hello)
 same => n,NoOp(\${MAX(1,none)})
 same => n,Exec(Log(NOTICE,again))
 same => n,NoOp(\${NOWHERE()})
`;
  await using pbx = await openTestPbx({ config: { 'extensions.conf': extensions } });
  const before = pbx.log.records.length;
  await pbx.finish(pbx.call('alice', '1'));
  const said = pbx.log.records
    .slice(before)
    .filter(({ level }) => level !== 'verbose')
    .map(({ source, message }) => `${source}: ${message.replace(/ \[.*/, '')}`);
  expect(said).toEqual([
    'app_verbose: Ext. 1: hello',
    "func_math: 'none' is not a valid number",
    'app_verbose: Ext. 1: again',
    'pbx: Function NOWHERE not registered',
  ]);
});
