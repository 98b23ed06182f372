import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refuse } from '../../../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const EXTENSIONS = `[default]
exten => 1,1,Answer()
 same => n,Set(CHANNEL(accountcode)=sales)
 same => n,Wait(2)
exten => 2,1,Dial(SIP/crowded)
exten => h,1,NoOp(first)
 same => n,NoOp(ended [\${CDR(end)}] billed \${CDR(billsec)})
[quiet]
exten => 1,1,Answer()
 same => n,NoOp(last)
`;

function open(cdr?: string): Promise<TestPbx> {
  return openTestPbx({
    config: { 'extensions.conf': EXTENSIONS, ...(cdr !== undefined && { 'cdr.conf': cdr }) },
    phones: { crowded: refuse('congestion') },
  });
}

/** The lines of a file of call records, once everything is written. */
async function records(pbx: TestPbx, exten: string, file = 'Master.csv', context = 'default'): Promise<string[]> {
  await pbx.finish(pbx.call('alice', exten, { context }), 60_000);
  await pbx.pbx.modules.unload('cdr_csv', true);
  const path = join(pbx.directories.log, 'cdr-csv', file);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
}

test('a record ends with the first step of h unless cdr.conf says otherwise', async () => {
  await using before = await open();
  expect((await records(before, '1'))[0]).toContain('"Wait","2"');
  expect(before.log.steps.at(-1)).toBe('h@default:2 NoOp(ended [2026-01-01 00:00:02] billed 2)');
  await using after = await open('[general]\nendbeforehexten = no\n');
  expect((await records(after, '1'))[0]).toMatch(/"h","default".*"NoOp","ended \[\] billed 2"/);
});

test('the last application is that of the last step, where there is no h', async () => {
  await using pbx = await open();
  expect((await records(pbx, '1', 'Master.csv', 'quiet'))[0]).toContain('"NoOp","last"');
});

test('a record with an account code is written to a file of its own too, with the columns asked for', async () => {
  await using pbx = await open('[csv]\nnewcdrcolumns = yes\n');
  const [line] = await records(pbx, '1', 'sales.csv');
  expect(line).toMatch(/^"sales","alice","1",.*"DOCUMENTATION","","\d+\.0",0$/);
  await using without = await open('[csv]\naccountlogs = no\n');
  expect(await records(without, '1', 'sales.csv')).toEqual([]);
});

test('congestion counts as failed unless cdr.conf has a word of its own for it', async () => {
  await using pbx = await open();
  expect((await records(pbx, '2'))[0]).toContain('"FAILED"');
  await using own = await open('[general]\ncongestion = yes\n');
  expect((await records(own, '2'))[0]).toContain('"CONGESTION"');
});

test('a wrong setting is found with its place, and a reload that finds one keeps what there was', async () => {
  await using pbx = await open('[csv]\nloguniqueid = yes\n');
  pbx.write('cdr.conf', '[csv]\nloguniqueid = perhaps\n');
  expect(await pbx.pbx.modules.reload('cdr_csv')).toMatchObject({ ok: false });
  expect(pbx.log.of('error').join()).toContain('cdr.conf:2:15');
  expect((await records(pbx, '1'))[0]).toMatch(/"DOCUMENTATION","\d+\.0"$/);
});
