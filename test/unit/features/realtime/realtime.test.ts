import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { type SaidValues, saidValues } from '../../../support/said-values.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

let folder: string;
let config: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-realtime-'));
  const database = new DatabaseSync(join(folder, 'rt.sqlite3'));
  database.exec(`CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, ext TEXT, note TEXT);
    INSERT INTO users(name,ext,note) VALUES('ann','100','hello, world'),('bob','200',NULL),('bob','201','');
    CREATE TABLE plain (k TEXT, v TEXT); INSERT INTO plain VALUES('a','1')`);
  database.close();
  config = {
    'extconfig.conf':
      '[settings]\nusers => sqlite3,mydb,users\nplain => sqlite3,mydb\nnodb => sqlite3,nope,tbl\nbad => nosuch,x,y\nphones => config,phones.conf\n',
    'res_config_sqlite3.conf': `[mydb]\ndbfile => ${join(folder, 'rt.sqlite3')}\n`,
    'phones.conf': '[desk]\nline=1\nkind=hard\n[soft]\nline=2\nkind=soft\n',
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...steps: string[]): Promise<SaidValues> => saidValues(steps, { config });
const warnings = ({ log }: SaidValues): string[] => log.of('warning').map((line) => line.replace(/ \[s@.*/, ''));

test('rows are read as a real Asterisk reads them', async () => {
  const { values } = await run(
    'NoOp(${REALTIME(users,name,ann)})',
    'NoOp(${REALTIME(users,name,bob)})',
    'NoOp(${REALTIME(users,name,nobody)}${REALTIME(nofam,k,a)})',
    'NoOp(${REALTIME(users,name LIKE,a%)})',
    'NoOp(${REALTIME(users,name,ann,|)}-${REALTIME(users,name,ann,|,:)})',
    'NoOp(${REALTIME_FIELD(users,name,ann,ext)}|${REALTIME_FIELD(users,name,ann,nocol)}|${REALTIME_FIELD(users,name,bob,note)})',
    'NoOp(${REALTIME_HASH(users,name,ann)}|${REALTIME_HASH(users,name,zz)})',
    'Set(HASH(u)=${REALTIME_HASH(users,name,ann)})',
    'NoOp(${HASH(u,ext)}|${HASH(u,note)}|${HASHKEYS(u)})',
    'NoOp(${REALTIME(plain,k,a)}|${REALTIME(users,ext >,150)})',
  );
  expect(values).toEqual([
    'id=1,name=ann,ext=100,note=hello, world,',
    'id=2,name=bob,ext=200,note=,',
    '',
    'id=1,name=ann,ext=100,note=hello, world,',
    'id=1|name=ann|ext=100|note=hello, world|-id:1|name:ann|ext:100|note:hello, world|',
    '100||',
    ',1,ann,100,hello\\, world|',
    '100|hello, world|note,ext,name,id',
    'k=a,v=1,|id=2,name=bob,ext=200,note=,',
  ]);
});

test('rows are changed, added and removed', async () => {
  const { values } = await run(
    'Set(REALTIME(users,name,ann,ext)=111)',
    'NoOp(${REALTIME_FIELD(users,name,ann,ext)})',
    'Set(REALTIME_FIELD(users,name,ann,ext)=112)',
    'NoOp(${REALTIME_FIELD(users,name,ann,ext)})',
    'Set(REALTIME_STORE(users,name,ext,note)=carl,300,new)',
    'NoOp(${RTSTOREID}|${REALTIME(users,name,carl)})',
    'NoOp(${REALTIME_DESTROY(users,name,carl)}|${REALTIME(users,name,carl)})',
    'Set(REALTIME_DESTROY(users,name,bob)=ignored)',
    'NoOp(${REALTIME(users,name,bob)}.)',
  );
  expect(values).toEqual([
    '111',
    '112',
    '1|id=4,name=carl,ext=300,note=new,',
    'id=4,name=carl,ext=300,note=new,|',
    '.',
  ]);
});

test('what cannot be done is told, and no text breaks out of its place', async () => {
  const said = await run(
    "NoOp(${REALTIME(users,name,'x' OR 1=1)}${REALTIME(users,na'me,x)}${REALTIME(users,name OR 1=1 --,x)})",
    'NoOp(${REALTIME(nodb,k,a)}${REALTIME(bad,k,a)}${REALTIME()}${REALTIME_FIELD(a)}${REALTIME_HASH(a)})',
    'Set(REALTIME(nofam,k,a,v)=1)',
    'Set(REALTIME(plain,k,a,nocol)=2)',
    'Set(REALTIME(plain,k,a)=2)',
    'Set(REALTIME_STORE(nofam,k)=1)',
  );
  expect(said.values).toEqual(['', '']);
  expect(warnings(said).filter((line) => !line.includes('RT0001'))).toEqual([
    expect.stringContaining('no such column'),
    "'OR 1=1 --' is no comparison",
    expect.stringContaining('Could not find database: nope'),
    "Realtime mapping for 'bad' found to engine 'nosuch', but the engine is not available",
    'Syntax: REALTIME(family,fieldmatch[,matchvalue[,delim1[,delim2]]]) - missing argument!',
    'Syntax: REALTIME_FIELD(family,fieldmatch,matchvalue,fieldname) - missing argument!',
    'Syntax: REALTIME_HASH(family,fieldmatch,matchvalue) - missing argument!',
    'Failed to update. Check the debug log for possible data repository related entries.',
    expect.stringContaining('no such column: nocol'),
    'Failed to update. Check the debug log for possible data repository related entries.',
    'Syntax: REALTIME(family,fieldmatch,value,newcol) - missing argument!',
    'Failed to store. Check the debug log for possible data repository related entries.',
  ]);
  expect(said.log.has('RT0001')).toBe(true);
});

test('a configuration file is a family that is only read', async () => {
  const said = await run(
    'NoOp(${REALTIME(phones,id,desk)}|${REALTIME_FIELD(phones,kind LIKE,so%,line)}|${REALTIME(phones,line >,5)})',
    'Set(REALTIME(phones,id,desk,line)=3)',
  );
  expect(said.values).toEqual(['id=desk,line=1,kind=hard,|2|']);
  expect(warnings(said).some((line) => line.includes('a configuration file is only read'))).toBe(true);
});

test('the console shows and changes rows', async () => {
  await using pbx = await openTestPbx({ config: { ...config, 'extensions.conf': '[default]\n' } });
  const say = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line)).text;
  expect(await say('realtime load users name ann')).toBe(
    [
      '                   Column Name  Column Value                  ',
      '          --------------------  --------------------          ',
      '                            id  1                             ',
      '                          name  ann                           ',
      '                           ext  100                           ',
      '                          note  hello, world                  ',
      '',
    ].join('\n'),
  );
  expect(await say('realtime load users name zz')).toBe('No rows found matching search criteria.\n');
  expect(await say('realtime store users name dora ext 5')).toBe('Stored RealTime record.\n');
  expect(await say('realtime update users name dora ext 6')).toBe('Updated 1 RealTime record.\n');
  expect(await say('realtime update2 users name dora ext 6 NULL note x')).toBe('Updated 1 RealTime record.\n');
  expect(await say('realtime load users name dora')).toContain('note  x ');
  expect(await say('realtime destroy users name bob')).toBe('Removed 2 RealTime records.\n');
  expect(await say('realtime update2 users name dora')).toContain('Usage: realtime update2');
  expect(await say('core show config mappings')).toBe(
    'Config Engine: config\n===> phones (db=phones.conf, table=phones)\nConfig Engine: sqlite3\n===> nodb (db=nope, table=tbl)\n===> plain (db=mydb, table=plain)\n===> users (db=mydb, table=users)\n',
  );
});
