import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { amiHeader } from '../../../../src/clients/ami/index.ts';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { AmiClient } from '../../../support/ami-client.ts';
import { answerAfter } from '../../../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const EXTENSIONS = `[default]
exten => 1,1,Answer()
 same => n,CELGenUserEvent(ORDER,seventeen "or" so)
 same => n,Wait(1)
`;
const MANAGER = '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=all\nwrite=all\n';

function open(cel: string, more: Readonly<Record<string, string>> = {}): Promise<TestPbx> {
  return openTestPbx({
    noload: ['chan_sip', 'res_console'],
    config: { 'extensions.conf': EXTENSIONS, 'manager.conf': MANAGER, 'cel.conf': cel, ...more },
  });
}

const ALL = '[general]\nenable=yes\nevents=ALL\napps=wait\n';

test('nothing is logged unless cel.conf says so', async () => {
  await using pbx = await open('');
  const { text } = await pbx.pbx.ports.use(commandsPort).run('cel show status');
  expect(text).toBe('CEL Logging: Disabled\n');
});

test('the status names events, applications and who writes', async () => {
  const events = 'events=CHAN_START,hangup,NONSENSE\napps=Dial\n';
  await using pbx = await open(`[general]\nenable=yes\n${events}[manager]\nenabled=yes\n`);
  const { text } = await pbx.pbx.ports.use(commandsPort).run('cel show status');
  expect(text.split('\n')).toEqual([
    'CEL Logging: Enabled',
    'CEL Tracking Event: CHAN_START',
    'CEL Tracking Event: HANGUP',
    'CEL Tracking Application: dial',
    'CEL Event Subscriber: CEL Custom CSV Logging',
    'CEL Event Subscriber: Manager Event Logging',
    '',
  ]);
  expect(pbx.log.of('warning').join()).toContain("there is no event 'NONSENSE'");
});

test('dateformat writes times, and a table takes the events', async () => {
  await using pbx = await open(`${ALL}dateformat=%Y/%m/%d %H:%M\n`, {
    'cel_custom.conf': '[mappings]\nmine.csv => ${eventtype} ${eventtime} ${CHANNEL(exten)}\n',
    'cel_sqlite3_custom.conf': "[master]\ntable=cel\ncolumns=kind,extra\nvalues='${eventtype}','${eventextra}'\n",
  });
  await pbx.finish(pbx.call('alice', '1'), 30_000);
  await pbx.clock.advance(10);
  const lines = readFileSync(join(pbx.directories.log, 'cel-custom', 'mine.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines).toEqual(
    ['CHAN_START', 'ANSWER', 'ORDER', 'APP_START', 'APP_END', 'HANGUP', 'CHAN_END', 'LINKEDID_END'].map(
      (kind) => `${kind} 2026/01/01 00:00 1`,
    ),
  );
  const database = new DatabaseSync(join(pbx.directories.log, 'master.db'));
  const row = database.prepare("SELECT * FROM cel WHERE kind = 'ORDER'").get();
  database.close();
  expect(row?.['extra']).toBe('{"extra":"seventeen \\"or\\" so"}');
});

test.each([
  ['', 'ORDER', ''],
  ['show_user_defined=yes\n', 'USER_DEFINED', 'ORDER'],
])('a manager is told of each event (%s)', async (option, name, userType) => {
  await using pbx = await open(`${ALL}[manager]\nenabled=yes\n${option}`);
  const client = new AmiClient(pbx.network);
  client.send('Action: Login\nUsername: boss\nSecret: s');
  await pbx.clock.advance(10);
  await pbx.finish(pbx.call('alice', '1'), 30_000);
  await pbx.clock.advance(10);
  const told = client.events('CEL');
  expect(told.map((event) => amiHeader(event, 'EventName'))).toEqual([
    ...['CHAN_START', 'ANSWER', name, 'APP_START', 'APP_END', 'HANGUP', 'CHAN_END', 'LINKEDID_END'],
  ]);
  expect(amiHeader(told[2] ?? [], 'UserDefType') ?? '').toBe(userType);
  expect(amiHeader(told[2] ?? [], 'AMAFlags')).toBe('DOCUMENTATION');
});

test('a call that is forwarded is told of on the caller', async () => {
  await using pbx = await openTestPbx({
    noload: ['chan_sip', 'res_console'],
    phones: { bob: (call) => call.forward('carol'), carol: answerAfter(100) },
    config: {
      'extensions.conf': '[default]\nexten => 1,1,Dial(Phone/bob,5)\nexten => carol,1,Dial(Phone/carol)\n',
      'cel.conf': '[general]\nenable=yes\nevents=FORWARD\n',
      'cel_custom.conf': '[mappings]\nmine.csv => ${eventtype} ${CHANNEL(channame)} ${eventextra}\n',
    },
  });
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1000);
  call.hangUp();
  await pbx.finish(call);
  await pbx.clock.advance(10);
  const text = readFileSync(join(pbx.directories.log, 'cel-custom', 'mine.csv'), 'utf8');
  expect(text).toBe(`FORWARD ${call.channel.name} {"forward":"Local/carol@default"}\n`);
});
