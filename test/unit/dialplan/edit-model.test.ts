import { expect, test } from 'vitest';
import { commandsPort } from '../../../src/pbx/ports/commands.ts';
import { openTestPbx } from '../../support/test-pbx.ts';

test('steps come and go while the dialplan runs, until it is loaded again', async () => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': '[default]\nexten => 1,1,NoOp(first)\nexten => _2X,1,NoOp(pattern)\n' },
  });
  const run = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line)).text;
  expect(await run('dialplan add extension 1,2,NoOp(second) into default')).toBe(
    "Extension '1,2,NoOp(second)' added into 'default' context\n",
  );
  expect(await run('dialplan add extension 1,2,NoOp,other into default')).toContain('already exists');
  expect(await run('dialplan add extension 1,2,NoOp,other into default replace')).toBe(
    "Extension 1@default (2) replace by '1,2,NoOp(other)'\n",
  );
  expect(await run('dialplan add extension 25,1,NoOp(exact) into default')).toContain('added');
  expect(await run('dialplan add extension 5,1,NoOp(new) into made')).toMatch(
    /^Context 'made' did not exist prior to add extension - the context will be created\.\n/,
  );
  expect(await run('dialplan add extension 5,x,NoOp into made')).toContain("'x' is not a valid priority");
  await pbx.finish(pbx.call('a', '1'));
  await pbx.finish(pbx.call('a', '25'));
  await pbx.finish(pbx.call('a', '5', { context: 'made' }));
  expect(pbx.log.steps).toEqual([
    '1@default:1 NoOp(first)',
    '1@default:2 NoOp(other)',
    '25@default:1 NoOp(exact)',
    '5@made:1 NoOp(new)',
  ]);
  expect(await run('dialplan show 5@made')).toBe(
    "[ Context 'made' created by 'pbx_config' ]\n  '5' =>            1. NoOp(new)                                  [pbx_config]\n\n-= 1 extension (1 priority) in 1 context. =-\n",
  );
  expect(await run('dialplan remove extension 25@default')).toBe('Whole extension 25@default removed\n');
  expect(await run('dialplan remove extension 25@default')).toContain('Failed to remove extension 25@default');
  expect(await run('dialplan remove extension 1@default 1')).toBe('Extension 1@default with priority 1 removed\n');
  await run('dialplan reload');
  await pbx.finish(pbx.call('a', '25'));
  await pbx.finish(pbx.call('a', '1'));
  expect(pbx.log.steps.slice(4)).toEqual(['25@default:1 NoOp(pattern)', '1@default:1 NoOp(first)']);
});
