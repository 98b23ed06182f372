import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const EXTENSIONS = `[default]
exten => 1,1,Answer()
 same => n,Set(CDR(userfield)=it's, "quoted")
 same => n,Set(CDR(own)=o)
 same => n,Wait(2.2)
exten => 2,1,Answer()
 same => n,SetAMAFlags(BILLING)
 same => n,Set(CDR(peeraccount)=x)
 same => n,Set(CDR(src)=x)
 same => n,NoOp(\${CDR(amaflags)} \${CDR(amaflags,u)} [\${CDR(nothing)}] \${CDR(end,u)})
`;

function open(config: Readonly<Record<string, string>>): Promise<TestPbx> {
  return openTestPbx({ config: { 'extensions.conf': EXTENSIONS, ...config } });
}

async function rx(pbx: TestPbx, line: string): Promise<string> {
  return (await pbx.pbx.ports.use(commandsPort).run(line)).text;
}

function lines(pbx: TestPbx, ...path: string[]): string[] {
  const file = join(pbx.directories.log, ...path);
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

test('a batch is written when it is full, when its time is up, when somebody asks, and at the end', async () => {
  await using pbx = await open({ 'cdr.conf': '[general]\nbatch=yes\nsize=2\ntime=60\n' });
  const call = (): Promise<void> => pbx.finish(pbx.call('alice', '1'), 60_000);
  await call();
  expect(await rx(pbx, 'cdr show status')).toContain('  Current batch size:         1 record\n');
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(0);
  await call();
  await pbx.clock.advance(10);
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(2);
  await call();
  await pbx.clock.advance(61_000);
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(3);
  await call();
  expect(await rx(pbx, 'cdr submit')).toContain('Submitted CDRs');
  await pbx.clock.advance(10);
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(4);
});

test('with scheduleronly a full batch waits for its time', async () => {
  await using pbx = await open({ 'cdr.conf': '[general]\nbatch=yes\nsize=1\ntime=60\nscheduleronly=yes\n' });
  await pbx.finish(pbx.call('alice', '1'), 30_000);
  await pbx.clock.advance(10);
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(0);
  expect(await rx(pbx, 'cdr show status')).toContain('Threading model:            Scheduler only');
  await pbx.clock.advance(60_000);
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(1);
});

test.each([
  ['yes', 1],
  ['no', 0],
])('safeshutdown=%s: at the end of the program %i waiting records are written', async (safe, written) => {
  const pbx = await open({ 'cdr.conf': `[general]\nbatch=yes\nsize=9\nsafeshutdown=${safe}\n` });
  await pbx.finish(pbx.call('alice', '1'), 30_000);
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(0);
  await pbx.pbx.close();
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(written);
  await pbx.close();
});

test('enable=no records nothing, from the next reload on', async () => {
  await using pbx = await open({ 'cdr.conf': '[general]\nenable=no\n' });
  expect(await rx(pbx, 'cdr show status')).toContain('  Logging:                    Disabled\n');
  await pbx.finish(pbx.call('alice', '1'), 30_000);
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(0);
  pbx.write('cdr.conf', '[general]\nenable=yes\n');
  await pbx.pbx.modules.reload('cdr');
  await pbx.finish(pbx.call('alice', '1'), 30_000);
  await pbx.clock.advance(10);
  expect(lines(pbx, 'cdr-csv', 'Master.csv')).toHaveLength(1);
});

test('the status is told as Asterisk tells it', async () => {
  await using pbx = await open({ 'cdr.conf': '[general]\nunanswered=yes\n' });
  expect(await rx(pbx, 'cdr show status')).toBe(`
Call Detail Record (CDR) settings
----------------------------------
  Logging:                    Enabled
  Mode:                       Simple
  Log calls by default:       Yes
  Log unanswered calls:       Yes
  Log congestion:             No

* Registered Backends
  -------------------
    csv
    cdr-custom

`);
  expect(await rx(pbx, 'cdr submit')).toBe('Cannot submit CDR batch: batch mode not enabled.\n');
});

test('cdr_custom.conf writes files with columns of its own, with fields of the user too', async () => {
  const template = '${CSV_QUOTE(${CDR(userfield)})},${CDR(dst)},${CDR(disposition,u)},${CDR(billsec)},${CDR(own)}';
  await using pbx = await open({ 'cdr_custom.conf': `[mappings]\nmine.csv => ${template}\n` });
  await pbx.finish(pbx.call('alice', '1'), 30_000);
  await pbx.clock.advance(10);
  expect(lines(pbx, 'cdr-custom', 'mine.csv')).toEqual(['"it\'s, ""quoted""",1,8,2,o']);
});

test('cdr_sqlite3_custom.conf adds a row to its table, whatever the values hold', async () => {
  const conf =
    "[master]\ntable => cdr\ncolumns => who, field, seconds\nvalues => '${CDR(src)}','${CDR(userfield)}','${CDR(billsec)}'\n";
  await using pbx = await open({ 'cdr_sqlite3_custom.conf': conf, 'cdr.conf': '[general]\ninitiatedseconds=yes\n' });
  await pbx.finish(pbx.call('alice', '1'), 30_000);
  await pbx.clock.advance(10);
  const database = new DatabaseSync(join(pbx.directories.log, 'master.db'));
  const rows = database.prepare('SELECT * FROM cdr').all();
  database.close();
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { AcctId: 1, who: 'alice', field: 'it\'s, "quoted"', seconds: '3' },
  ]);
});

test('a table without as many values as columns stays out', async () => {
  await using pbx = await open({ 'cdr_sqlite3_custom.conf': '[master]\ntable=cdr\ncolumns=a,b\nvalues=1\n' });
  expect(pbx.log.has('cdr_sqlite3_custom.conf has 2 columns and 1 values')).toBe(true);
});

test('what cannot be set is said, and AMA flags are set by name', async () => {
  await using pbx = await open({});
  await pbx.finish(pbx.call('alice', '2'), 30_000);
  expect(pbx.log.of('warning').join('\n')).toMatch(/CDR\(peeraccount\) cannot be set[\s\S]*CDR\(src\) is read-only/);
  expect(pbx.log.steps.at(-1)).toBe('2@default:5 NoOp(BILLING 2 [] 0.000000)');
});
