import { expect, test } from 'vitest';
import { amiHeader } from '../../src/clients/ami/index.ts';
import { deviceStatesPort } from '../../src/pbx/ports/device-states.ts';
import { mailboxesPort } from '../../src/pbx/ports/mailboxes.ts';
import { originatorPort } from '../../src/pbx/ports/originator.ts';
import { AmiClient } from '../support/ami-client.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const MANAGER = `[general]
enabled = yes
bindaddr = 127.0.0.1
[boss]
secret = s
read = all
write = all
[clerk]
secret = s
read = system
write = call
[reader]
secret = s
read = call
write = reporting
`;

const DIALPLAN = `[default]
exten => a,1,Answer()
 same => n,Wait(100)
exten => b,1,Dial(Local/a@default/n)
 same => n,NoOp(left)
exten => c,1,NoOp(moved)
 same => n,Wait(100)
exten => 300,hint,Custom:lamp
`;

interface Bench {
  readonly pbx: TestPbx;
  login(user: string): Promise<AmiClient>;
  ask(client: AmiClient, action: string): Promise<string[]>;
}

async function open(): Promise<Bench> {
  const pbx = await openTestPbx({
    noload: ['chan_sip', 'res_console'],
    config: { 'extensions.conf': DIALPLAN, 'manager.conf': MANAGER },
  });
  const ask = async (client: AmiClient, action: string): Promise<string[]> => {
    client.take();
    client.send(action);
    await pbx.clock.advance(10);
    return client.take();
  };
  return {
    pbx,
    ask,
    async login(user) {
      const client = new AmiClient(pbx.network);
      await ask(client, `Action: Login\nUsername: ${user}\nSecret: s`);
      return client;
    },
  };
}

const place = (pbx: TestPbx, exten: string) =>
  pbx.pbx.ports.use(originatorPort).originate({
    dialString: 'Local/a@default/n',
    to: { kind: 'extension', target: { context: 'default', exten, priority: 1 } },
    timeoutMs: 1000,
  });

test('mailboxes, devices, hints and reloads are told', async () => {
  const { pbx, login } = await open();
  await using _ = pbx;
  const boss = await login('boss');
  boss.take();
  const { ports } = pbx.pbx;
  ports.use(mailboxesPort).keep({ counts: () => ({ unheard: 2, urgent: 1, heard: 4 }) });
  ports.use(mailboxesPort).changed('100', 'default');
  ports.use(deviceStatesPort).changed('Custom:lamp', 'INUSE');
  await pbx.clock.advance(10);
  const told = boss.take();
  expect(told).toContain(
    'Event: MessageWaiting\nPrivilege: call,all\nMailbox: 100@default\nWaiting: 1\nNew: 3\nOld: 4',
  );
  expect(told).toContain('Event: DeviceStateChange\nPrivilege: call,all\nDevice: Custom:lamp\nState: INUSE');
  boss.send('Action: Reload\nModule: pbx_config');
  await pbx.clock.advance(100);
  expect(boss.take()).toContain('Event: Reload\nPrivilege: system,all\nModule: pbx_config\nStatus: 0');
});

test('classes of rights hold for reading and writing, and a mask narrows them', async () => {
  const { pbx, login, ask } = await open();
  await using _ = pbx;
  const [clerk, reader] = [await login('clerk'), await login('reader')];
  for (const client of [clerk, reader]) client.take();
  void place(pbx, 'c');
  await pbx.clock.advance(100);
  expect(clerk.events('Newchannel')).toEqual([]);
  expect(reader.events('Newchannel')).toHaveLength(2);
  expect(reader.events('Newexten')).toEqual([]);
  expect(await ask(clerk, 'Action: CoreShowChannels')).toEqual(['Response: Error\nMessage: Permission denied']);
  expect(await ask(reader, 'Action: Hangup\nChannel: x')).toEqual(['Response: Error\nMessage: Permission denied']);
  await ask(reader, 'Action: Events\nEventMask: system');
  void place(pbx, 'c');
  await pbx.clock.advance(100);
  expect(reader.take()).toEqual([]);
});

test('a Redirect moves one channel or both of a bridge', async () => {
  const { pbx, login, ask } = await open();
  await using _ = pbx;
  const boss = await login('boss');
  void place(pbx, 'b');
  await pbx.clock.advance(2000);
  const [bridge] = boss.events('BridgeCreate');
  expect(amiHeader(bridge ?? [], 'BridgeTechnology')).toBe('simple_bridge');
  const entered = boss.events('BridgeEnter').map((event) => amiHeader(event, 'Channel'));
  expect(entered).toEqual(['Local/a@default-00000001;1', 'Local/a@default-00000000;1']);
  const id = amiHeader(bridge ?? [], 'BridgeUniqueid');
  const members = await ask(boss, `Action: BridgeInfo\nBridgeUniqueid: ${id}`);
  expect(members.filter((event) => event.includes('Event: BridgeInfoChannel'))).toHaveLength(2);
  const [answer, ...events] = await ask(
    boss,
    `Action: Redirect\nChannel: ${entered[1]}\nExtraChannel: ${entered[0]}\nContext: default\nExten: c\nPriority: 1`,
  );
  expect(answer).toBe('Response: Success\nMessage: Dual Redirect successful');
  const moved = events.filter((event) => event.includes('AppData: moved')).length;
  expect(moved).toBe(2);
  expect(await ask(boss, 'Action: BridgeList')).toHaveLength(2);
});

test('digits are told with their length, and nothing in a name can forge a line', async () => {
  const { pbx, login, ask } = await open();
  await using _ = pbx;
  const boss = await login('boss');
  void place(pbx, 'c');
  await pbx.clock.advance(100);
  const name = 'Local/a@default-00000000;1';
  await ask(boss, `Action: PlayDTMF\nChannel: ${name}\nDigit: 5\nDuration: 80`);
  const answered = await ask(boss, `Action: PlayDTMF\nChannel: ${name}\nDigit: 6\nDuration: 80`);
  await pbx.clock.advance(300);
  const events = [...answered, ...boss.take()];
  expect(
    events.some((event) => /Event: DTMFEnd[\s\S]*;2\n[\s\S]*Digit: 6\nDurationMs: 80\nDirection: Received/.test(event)),
  ).toBe(true);
  const channel = pbx.pbx.channels.find(name);
  boss.take();
  channel?.setCaller({ name: 'x\r\nEvent: Shutdown', number: '1\n2' });
  await pbx.clock.advance(10);
  expect(boss.messages.map((headers) => headers.filter(([header]) => header === 'Event'))).toEqual([
    [['Event', 'NewCallerid']],
  ]);
});

test('the end of the instance is told', async () => {
  const { pbx, login } = await open();
  const boss = await login('boss');
  boss.take();
  await pbx.close();
  await pbx.clock.advance(10);
  expect(boss.take().join('\n')).toContain('Event: Shutdown\nPrivilege: system,all\nShutdown: Cleanly\nRestart: False');
});
