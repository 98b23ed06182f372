import { expect, test } from 'vitest';
import { openTestPbx } from '../../support/test-pbx.ts';

const NUMBERS = `[default]
exten => _X,1,If($[\${EXTEN} = 1])
 same => n,NoOp(one)
 same => n,If($[\${EXTEN} = 7])
 same => n,NoOp(never)
 same => n,Else()
 same => n,NoOp(inner else)
 same => n,EndIf()
 same => n,ElseIf($[\${EXTEN} = 2])
 same => n,NoOp(two)
 same => n,ExecIf($["\${LEAVE}" = "yes"]?ExitIf())
 same => n,NoOp(still two)
 same => n,ElseIf($[\${EXTEN} < 4])
 same => n,NoOp(three)
 same => n,Else()
 same => n,NoOp(other)
 same => n,EndIf()
 same => n,NoOp(behind)
`;

async function notes(exten: string, variables: Record<string, string> = {}): Promise<string[]> {
  await using pbx = await openTestPbx({ config: { 'extensions.conf': NUMBERS } });
  await pbx.finish(pbx.call('alice', exten, { variables }));
  return pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);
}

test.each([
  ['1', ['one', 'inner else', 'behind']],
  ['2', ['two', 'still two', 'behind']],
  ['3', ['three', 'behind']],
  ['4', ['other', 'behind']],
])('an If runs one branch: extension %s', async (exten, expected) => {
  expect(await notes(exten)).toEqual(expected);
});

test('ExitIf goes on behind the block', async () => {
  expect(await notes('2', { LEAVE: 'yes' })).toEqual(['two', 'behind']);
});

test('branches without an If and an If without an end are warnings', async () => {
  const extensions = '[default]\nexten => 1,1,ElseIf(1)\n same => n,If(0)\n same => n,NoOp(runs on)\n';
  await using pbx = await openTestPbx({ config: { 'extensions.conf': extensions } });
  await pbx.finish(pbx.call('alice', '1'));
  expect(pbx.log.of('warning').map((line) => line.replace(/ \[.*$/, ''))).toEqual([
    'ElseIf called outside of an If block',
    'there is no EndIf for the If at default,1,2',
  ]);
  expect(pbx.log.steps.at(-1)).toBe('1@default:3 NoOp(runs on)');
});
