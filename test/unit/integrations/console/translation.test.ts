import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

test('what it costs to convert audio, and by which way it goes', async () => {
  await using pbx = await openTestPbx({ config: { 'extensions.conf': '' } });
  const rx = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line)).text;
  const lines = (await rx('core show translation')).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    '         Translation times between formats (in microseconds) for one second of data',
    '          Source Format (Rows) Destination Format (Columns)',
    '',
    '           ulaw  alaw   gsm slin8 slin16  g722',
  ]);
  expect(lines[4]).toMatch(/^ {5}ulaw {5}- +\d+ +\d+ +\d+ +\d+ +\d+$/);
  expect(lines[8]).toMatch(/^ {3}slin16 .* {6}- +\d+$/);
  expect(await rx('core show translation recalc 2')).toMatch(
    /^ {9}Recalculating Codec Translation \(number of sample seconds: 2\)\n\n {9}Translation times/,
  );
  const paths = (await rx('core show translation paths ulaw')).split('\n');
  expect(paths[0]).toBe('--- Translation paths SRC Codec "ulaw" sample rate 8000 ---');
  expect(paths).toContain(
    `\tulaw:8000        To gsm:8000        : ${'(ulaw@8000)->(slin@8000)->(gsm@8000)'.padEnd(60)}`,
  );
  expect(await rx('core show translation paths slin 16000')).toContain(': (slin@16000)->(slin@8000)->(alaw@8000) ');
  expect(await rx('core show translation paths nosuch')).toBe(
    `Source codec "nosuch" is not found.\nCommand 'core show translation paths nosuch' failed.\n`,
  );
  expect(await rx('core show translation paths')).toMatch(/^Usage: core show translation/);
});
