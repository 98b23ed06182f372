import { expect, test } from 'vitest';
import { deviceStatesPort } from '../../src/pbx/ports/device-states.ts';
import { AmiClient } from '../support/ami-client.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const MANAGER = `[general]
enabled=yes
bindaddr=127.0.0.1
[boss]
secret=s
read=all
write=all
`;

interface Bench {
  readonly pbx: TestPbx;
  readonly client: AmiClient;
  ask(action: string, ms?: number): Promise<string[]>;
  happen(name: string): Promise<string[]>;
}

async function open(extensions = '', more = ''): Promise<Bench> {
  const pbx = await openTestPbx({
    noload: ['chan_sip', 'res_console'],
    config: { 'manager.conf': MANAGER + more, 'extensions.conf': `[default]\n${extensions}\n` },
  });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s\nEvents: call,user');
  await pbx.clock.advance(1);
  client.take();
  return {
    pbx,
    client,
    async ask(action, ms = 1) {
      client.send(`Action: ${action}`);
      await pbx.clock.advance(ms);
      return client.take();
    },
    async happen(name) {
      pbx.pbx.ports.use(deviceStatesPort).changed(`Custom:${name}`, 'INUSE');
      await pbx.clock.advance(1);
      return client.take();
    },
  };
}

const EVENT = (name: string): string =>
  `Event: DeviceStateChange\nPrivilege: call,all\nDevice: Custom:${name}\nState: INUSE`;

test('Filter lets through what matches, and with ! keeps away what does', async () => {
  const { pbx, ask, happen } = await open();
  await using _ = pbx;
  expect(await happen('one')).toEqual([EVENT('one')]);
  await ask('Filter\nOperation: Add\nFilter: Device: Custom:(two|three)');
  await ask('Filter\nOperation: Add\nFilter: !three');
  expect(await happen('one')).toEqual([]);
  expect(await happen('two')).toEqual([EVENT('two')]);
  expect(await happen('three')).toEqual([]);
  expect(await ask('Filter\nOperation: Add\nFilter: [')).toEqual([
    'Response: Error\nMessage: Filter did not compile.  Check the syntax of the filter given.',
  ]);
});

test('WaitEvent answers with the event that it has waited for', async () => {
  const { pbx, ask, happen, client } = await open();
  await using _ = pbx;
  expect(await ask('WaitEvent\nActionID: 3\nTimeout: 30', 20_000)).toEqual([]);
  expect(await happen('one')).toEqual([
    'Response: Success\nActionID: 3\nMessage: Waiting for Event completed.',
    EVENT('one'),
    'Event: WaitEventComplete\nActionID: 3',
  ]);
  expect(await ask('WaitEvent\nTimeout: 2', 2001)).toEqual([
    'Response: Success\nMessage: Waiting for Event completed.',
    'Event: WaitEventComplete',
  ]);
  expect(await ask('WaitEvent\nTimeout: -1', 100_000)).toEqual([]);
  expect((await ask('Ping')).map((one) => one.split('\n')[0])).toEqual([
    'Response: Success',
    'Event: WaitEventComplete',
    'Response: Success',
  ]);
  client.send('Action: WaitEvent');
  await pbx.clock.advance(1);
  client.hangUp();
  await pbx.clock.advance(1);
});

test('presence is set by the dialplan, shown by hints, kept, and told', async () => {
  const { pbx, ask, client } = await open(
    'exten => 7,hint,Custom:lamp,CustomPresence:anna\nexten => set,1,Set(PRESENCE_STATE(CustomPresence:anna)=away,bHVuY2g=,YmFjayBzb29u,e)\n same => n,NoOp(${PRESENCE_STATE(CustomPresence:anna,value)} ${PRESENCE_STATE(CustomPresence:anna,subtype)} ${PRESENCE_STATE(CustomPresence:anna,message)} ${PRESENCE_STATE(CustomPresence:anna,message,e)})\n same => n,Set(PRESENCE_STATE(CustomPresence:anna)=asleep)\n same => n,Set(PRESENCE_STATE(Other:anna)=away)\n same => n,NoOp(${PRESENCE_STATE(Other:anna,value)}|${PRESENCE_STATE(CustomPresence:nobody,value)})',
  );
  await using _ = pbx;
  await pbx.finish(pbx.call('a', 'set'));
  await pbx.clock.advance(1);
  const told = client.take().filter((event) => event.startsWith('Event: Presence'));
  const said = 'Status: away\nSubtype: lunch\nMessage: back soon';
  expect(told.sort()).toEqual([
    `Event: PresenceStateChange\nPrivilege: call,all\nPresentity: CustomPresence:anna\n${said}`,
    `Event: PresenceStatus\nPrivilege: call,all\nExten: 7\nContext: default\nHint: Custom:lamp,CustomPresence:anna\n${said}`,
  ]);
  expect(pbx.log.steps).toContain('set@default:2 NoOp(away lunch back soon YmFjayBzb29u)');
  expect(pbx.log.steps.at(-1)).toBe('set@default:5 NoOp(|not_set)');
  expect(pbx.log.of('warning').join('\n')).toMatch(
    /Unknown presence state value asleep[\s\S]*can only set CustomPresence: presence providers\.[\s\S]*No provider found for label: Other/,
  );
  client.take();
  expect(await ask('Setvar\nVariable: PRESENCE_STATE(CustomPresence:dora)\nValue: xa,one')).toEqual([
    'Response: Success\nMessage: Variable Set',
    'Event: PresenceStateChange\nPrivilege: call,all\nPresentity: CustomPresence:dora\nStatus: xa\nSubtype: one\nMessage: ',
  ]);
  expect(await ask('PresenceState\nProvider: CustomPresence:anna')).toEqual([
    'Response: Success\nMessage: Presence State\nState: away\nSubtype: lunch\nMessage: back soon\nPresenceMessage: back soon',
  ]);
  expect((await ask('PresenceStateList'))[1]).toBe(
    `Event: PresenceStateChange\nPresentity: CustomPresence:anna\n${said}`,
  );
  expect((await ask('Command\nCommand: core show hints')).join('\n')).toMatch(
    /Custom:lamp,CustomPr {2}State:Idle +Presence:away {12}Watchers/,
  );
  expect((await ask('Command\nCommand: presencestate change CustomPresence:bob "dnd,a b,c"'))[0]).toContain(
    'Output: Changing bob to dnd',
  );
  expect((await ask('Command\nCommand: presencestate list')).join('\n')).toMatch(
    /--- Name: 'CustomPresence:bob'\n.*--- State: 'dnd'\n.*--- Subtype: 'a b'\n.*--- Message: 'c'\n.*--- Base64 Encoded: 'No'/,
  );
});
