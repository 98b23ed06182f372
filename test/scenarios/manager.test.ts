import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { amiHeader } from '../../src/clients/ami/index.ts';
import { AmiClient } from '../support/ami-client.ts';
import { answerAfter, refuse, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx, type TestPbxOptions } from '../support/test-pbx.ts';

const MANAGER = `[general]
enabled = yes
bindaddr = 127.0.0.1
[boss]
secret = s3cret
read = all
write = all
[clerk]
secret = weak
read = call
write = call,originate,user
deny = 0.0.0.0/0
permit = 127.0.0.0/8
`;

const DIALPLAN = `[default]
exten => 100,1,Set(X=1)
 same => n,Answer(60000)
exten => tell,1,UserEvent(Called,Who: \${CALLERID(name)},Event: Fake)
`;

interface Bench {
  readonly pbx: TestPbx;
  connect(): Promise<AmiClient>;
  login(user?: string, secret?: string, more?: string): Promise<AmiClient>;
  /** Sends, runs what is due, and gives what came. */
  ask(client: AmiClient, action: string): Promise<string[]>;
}

async function open(options: Partial<TestPbxOptions> = {}): Promise<Bench> {
  const config = { 'extensions.conf': DIALPLAN, 'manager.conf': MANAGER, ...options.config };
  const pbx = await openTestPbx({
    noload: ['chan_sip', 'res_console'],
    technologies: ['Phone', 'SIP'],
    ...options,
    config,
  });
  const connect = async (): Promise<AmiClient> => {
    const client = new AmiClient(pbx.network);
    await pbx.clock.advance(1);
    return client;
  };
  const ask = async (client: AmiClient, action: string): Promise<string[]> => {
    client.take();
    client.send(action);
    await pbx.clock.advance(1);
    return client.take();
  };
  return {
    pbx,
    connect,
    ask,
    async login(user = 'boss', secret = 's3cret', more = '') {
      const client = await connect();
      await ask(client, `Action: Login\nUsername: ${user}\nSecret: ${secret}${more}`);
      return client;
    },
  };
}

test('only what manager.conf asks for in vain is warned of', async () => {
  await using plain = (await open()).pbx;
  expect(plain.log.of('warning')).toEqual([]);
  const config = {
    'manager.conf': MANAGER.replace('secret = weak', 'secret = weak\neventfilter(name(Newchannel),method(guess)) = x'),
  };
  await using filtered = (await open({ config })).pbx;
  expect(filtered.log.of('warning')).toEqual([
    "manager.conf: [clerk] eventfilter(name(Newchannel),method(guess)) = x: method is one of regex, exact, starts_with, ends_with, contains, none, not 'guess'",
  ]);
});

describe('a login', () => {
  test('by name and secret is greeted and told that the PBX is up', async () => {
    const { pbx, connect, ask } = await open();
    await using _ = pbx;
    const client = await connect();
    expect(client.banner).toBe('Asterisk Call Manager/5.0.4\r\n');
    expect(await ask(client, 'Action: Ping')).toEqual(['Response: Error\nMessage: Permission denied']);
    expect(await ask(client, 'Action: Login\nUsername: boss\nSecret: s3cret\nActionID: 1')).toEqual([
      'Response: Success\nActionID: 1\nMessage: Authentication accepted',
      'Event: FullyBooted\nPrivilege: system,all\nUptime: 0\nLastReload: 0\nStatus: Fully Booted',
      expect.stringMatching(/^Event: SuccessfulAuth\n/),
    ]);
    expect(await ask(client, 'action: ping\nActionID: 5')).toEqual([
      expect.stringMatching(/^Response: Success\nActionID: 5\nPing: Pong\nTimestamp: \d+\.\d{6}$/),
    ]);
    expect(await ask(client, 'Action: Login\nUsername: boss\nSecret: s3cret')).toEqual([
      'Response: Success\nMessage: Already authenticated',
    ]);
    expect(await ask(client, 'Action: Logoff\nActionID: 8')).toEqual([
      'Response: Goodbye\nActionID: 8\nMessage: Thanks for all the fish.',
    ]);
    expect(client.closed).toBe(true);
    expect(pbx.log.has("Manager 'boss' logged on from 127.0.0.1")).toBe(true);
  });

  test('by challenge needs no secret on the wire', async () => {
    const { pbx, connect, ask } = await open();
    await using _ = pbx;
    const client = await connect();
    expect(await ask(client, 'Action: Challenge\nAuthType: plain')).toEqual([
      'Response: Error\nMessage: Must specify AuthType',
    ]);
    const [answer = ''] = await ask(client, 'Action: Challenge\nAuthType: MD5');
    const challenge = /Challenge: (\d+)$/.exec(answer)?.[1] ?? '';
    const key = createHash('md5').update(`${challenge}s3cret`).digest('hex');
    expect(await ask(client, `Action: Login\nAuthType: MD5\nUsername: boss\nKey: ${key}`)).toContain(
      'Response: Success\nMessage: Authentication accepted',
    );
  });

  test.each([
    ['a wrong secret', 'Username: boss\nSecret: nope'],
    ['no secret', 'Username: boss'],
    ['an unknown user', 'Username: nobody\nSecret: s3cret'],
    [
      'a key without a challenge',
      `AuthType: MD5\nUsername: boss\nKey: ${createHash('md5').update('s3cret').digest('hex')}`,
    ],
  ])('with %s is refused a second later, and hung up on', async (_what, credentials) => {
    const { pbx, connect, ask } = await open();
    await using _ = pbx;
    const client = await connect();
    expect(await ask(client, `Action: Login\n${credentials}\nActionID: 7`)).toEqual([]);
    await pbx.clock.advance(1000);
    expect(client.take()).toEqual(['Response: Error\nActionID: 7\nMessage: Authentication failed']);
    expect(client.closed).toBe(true);
  });

  test('is awaited for authtimeout, and idle connections keep nobody out', async () => {
    const { pbx, connect, login } = await open({
      config: { 'manager.conf': MANAGER.replace('enabled = yes', 'enabled = yes\nauthlimit = 5\nauthtimeout = 30') },
    });
    await using _ = pbx;
    const idle = await Promise.all(Array.from({ length: 20 }, () => connect()));
    expect(idle.filter((client) => !client.closed).length).toBe(5);
    const client = await login();
    expect(client.events('FullyBooted').length + client.take().length).toBeGreaterThanOrEqual(0);
    await pbx.clock.advance(31_000);
    expect(idle.every((one) => one.closed)).toBe(true);
    expect(client.closed).toBe(false);
  });
});

describe('actions', () => {
  test('that are unknown, missing or not allowed are answered so', async () => {
    const { pbx, login, ask } = await open();
    await using _ = pbx;
    const boss = await login();
    expect(await ask(boss, 'Action: Bogus\nActionID: 7')).toEqual([
      'Response: Error\nActionID: 7\nMessage: Invalid/unknown command: Bogus. Use Action: ListCommands to show available commands.',
      expect.stringMatching(/^Event: RequestBadFormat\n/),
    ]);
    expect(await ask(boss, 'ActionID: 7')).toEqual([
      'Response: Error\nActionID: 7\nMessage: Missing action in request',
      expect.stringMatching(/^Event: RequestBadFormat\n[\s\S]*\nRequestType: Action: NONE\n/),
    ]);
    const clerk = await login('clerk', 'weak');
    expect(await ask(clerk, 'Action: Command\nCommand: core show version')).toEqual([
      'Response: Error\nMessage: Permission denied',
    ]);
    const [commands = ''] = await ask(clerk, 'Action: ListCommands');
    const names = commands.split('\n').map((line) => line.split(':', 1)[0]);
    expect(commands).toContain('Hangup: Hangup channel.  (Priv: system,call,all)');
    expect(names).toEqual(expect.arrayContaining(['Challenge', 'Originate', 'Ping', 'UserEvent']));
    for (const forbidden of ['Command', 'DBPut', 'CoreShowChannels', 'Reload']) expect(names).not.toContain(forbidden);
  });

  test('Command gives a line of output each', async () => {
    const { pbx, login, ask } = await open();
    await using _ = pbx;
    const boss = await login();
    await ask(boss, 'Action: Command\nCommand: database put fam key val');
    expect(await ask(boss, 'Action: Command\nCommand: database show fam\nActionID: 9')).toEqual([
      `Response: Success\nActionID: 9\nMessage: Command output follows\nOutput: ${'/fam/key'.padEnd(50)}: ${'val'.padEnd(25)}\nOutput: 1 results found.`,
    ]);
    boss.send('Action: Command\nCommand: bogus');
    // what is said of an unknown command is fetched when it is wanted, in real time
    await vi.waitUntil(() => pbx.clock.advance(1).then(() => boss.messages.length > 0), {
      interval: 5,
      timeout: 10_000,
    });
    expect(boss.take()).toEqual([
      "Response: Error\nMessage: Command output follows\nOutput: No such command 'bogus' (type 'core show help bogus' for other possible commands)",
    ]);
    expect(await ask(boss, 'Action: Command')).toEqual(['Response: Error\nMessage: No command provided']);
    expect(await ask(boss, 'Action: Command\nCommand: module unload x.so')).toEqual([
      'Response: Error\nMessage: Command blacklisted',
    ]);
  });

  test('UserEvent reaches everybody who reads that class, with its own headers', async () => {
    const { pbx, login, ask } = await open();
    await using _ = pbx;
    const boss = await login();
    const clerk = await login('clerk', 'weak');
    clerk.take();
    boss.take();
    expect(await ask(clerk, 'Action: UserEvent\nUserEvent: Foo\nH1: v1\nActionID: 44\nH2: v2')).toEqual([
      'Response: Success\nActionID: 44\nMessage: Event Sent',
    ]);
    expect(boss.take()).toEqual([
      'Event: UserEvent\nPrivilege: user,all\nUserEvent: Foo\nH1: v1\nActionID: 44\nH2: v2',
    ]);
  });

  test('Events chooses what is told', async () => {
    const { pbx, login, ask } = await open();
    await using _ = pbx;
    const boss = await login();
    const told = async (): Promise<number> => (await ask(boss, 'Action: UserEvent\nUserEvent: Foo')).length - 1;
    expect(await told()).toBe(1);
    expect(await ask(boss, 'Action: Events\nEventMask: off')).toEqual(['Response: Success\nEvents: Off']);
    expect(await told()).toBe(0);
    expect(await ask(boss, 'Action: Events\nEventMask: call,user')).toEqual(['Response: Success\nEvents: On']);
    expect(await told()).toBe(1);
    expect(await ask(boss, 'Action: Events\nEventMask: call')).toEqual(['Response: Success\nEvents: On']);
    expect(await told()).toBe(0);
    expect(await ask(boss, 'Action: Events')).toEqual(['Response: Error\nMessage: Invalid event mask']);
  });

  test('Hangup takes a name, a unique id, or a pattern', async () => {
    const { pbx, login, ask } = await open();
    await using _ = pbx;
    const boss = await login('boss', 's3cret', '\nEvents: off');
    const calls = [pbx.call('alice', '100'), pbx.call('alice', '100'), pbx.call('bob', '100')];
    await pbx.clock.advance(1000);
    expect(await ask(boss, 'Action: Hangup\nChannel: nope')).toEqual(['Response: Error\nMessage: No such channel']);
    expect(await ask(boss, 'Action: Hangup')).toEqual(['Response: Error\nMessage: No channel specified']);
    expect(await ask(boss, 'Action: Hangup\nChannel: /[/')).toEqual([
      'Response: Error\nMessage: Regex compile failed on: /[/',
    ]);
    const [first, second, third] = calls.map((call) => call.channel);
    expect(await ask(boss, `Action: Hangup\nChannel: ${third?.name}\nCause: 17`)).toEqual([
      'Response: Success\nMessage: Channel Hungup',
    ]);
    expect(calls[2]?.endedWith).toBe(17);
    expect(await ask(boss, 'Action: Hangup\nChannel: /^Phone\\/alice-/\nActionID: 2')).toEqual([
      'Response: Success\nActionID: 2\nEventList: start\nMessage: Channels hung up will follow',
      `Event: ChannelHungup\nChannel: ${first?.name}\nActionID: 2`,
      `Event: ChannelHungup\nChannel: ${second?.name}\nActionID: 2`,
      'Event: ChannelsHungupListComplete\nActionID: 2\nEventList: Complete\nListItems: 2',
    ]);
    expect(pbx.pbx.channels.size).toBe(0);
  });
});

describe('Originate', () => {
  test.each([
    ['Application: NoOp', 'Channel not specified'],
    ['Channel: foo\nApplication: NoOp', 'Invalid channel'],
    ['Channel: SIP/a', "Originate with 'Exten' requires 'Context' and 'Priority'"],
    ['Channel: SIP/a\nContext: default\nExten: 100\nPriority: foo', 'Invalid priority'],
    ['Channel: SIP/a\nContext: default\nExten: nope\nPriority: 1', 'Extension does not exist.'],
    ['Channel: SIP/a\nApplication: NoOp\nTimeout: abc', 'Invalid timeout'],
    ['Channel: SIP/nobody\nApplication: NoOp', 'Originate failed'],
  ])('%j is refused: %s', async (headers, message) => {
    const { pbx, login, ask } = await open();
    await using _ = pbx;
    const boss = await login('boss', 's3cret', '\nEvents: off');
    expect(await ask(boss, `Action: Originate\n${headers}`)).toEqual([`Response: Error\nMessage: ${message}`]);
  });

  test('of a program on the machine needs the right system', async () => {
    const { pbx, login, ask } = await open({ phones: { a: answerAfter(10) } });
    await using _ = pbx;
    const clerk = await login('clerk', 'weak', '\nEvents: off');
    expect(await ask(clerk, 'Action: Originate\nChannel: SIP/a\nApplication: TrySystem\nData: ls')).toEqual([
      'Response: Error\nMessage: Originate Access Forbidden: Application',
    ]);
    expect(await ask(clerk, 'Action: Originate\nChannel: SIP/a\nApplication: NoOp\nData: ${SHELL(ls)}')).toEqual([
      'Response: Error\nMessage: Originate Access Forbidden: Data',
    ]);
  });

  test('without Async holds back its session until the answer, and nobody else', async () => {
    const { pbx, login, ask } = await open({ phones: { a: answerAfter(2000) } });
    await using _ = pbx;
    const boss = await login();
    const clerk = await login('clerk', 'weak');
    clerk.take();
    expect(
      await ask(boss, 'Action: Originate\nChannel: SIP/a\nContext: default\nExten: 100\nPriority: 1\nActionID: 1'),
    ).toEqual([]);
    expect(await ask(boss, 'Action: Ping\nActionID: 2')).toEqual([]);
    expect(clerk.events('Newchannel').length).toBe(1);
    await pbx.clock.advance(2000);
    const got = boss.take();
    expect(got[0]).toBe('Response: Success\nActionID: 1\nMessage: Originate successfully queued');
    expect(got.findIndex((text) => text.includes('Event: Newchannel'))).toBeGreaterThan(0);
    expect(got.findIndex((text) => text.includes('ActionID: 2'))).toBeGreaterThan(
      got.findIndex((text) => text.includes('Event: Newchannel')),
    );
  });

  test('gives the channels the ids that the client chose, unless they are taken', async () => {
    const { pbx, login, ask } = await open();
    await using _ = pbx;
    const boss = await login('boss', 's3cret', '\nEvents: off');
    const order =
      'Action: Originate\nAsync: true\nChannel: Local/100@default\nApplication: Wait\nData: 5\nChannelId: mine';
    expect(await ask(boss, order)).toEqual(['Response: Success\nMessage: Originate successfully queued']);
    expect(pbx.pbx.channels.list().map((channel) => channel.uniqueId)).toEqual(['mine', 'mine;2']);
    expect(await ask(boss, order)).toEqual(['Response: Error\nMessage: Originate failed']);
    expect(await ask(boss, 'Action: Hangup\nChannel: mine')).toEqual(['Response: Success\nMessage: Channel Hungup']);
  });

  test('with Async is answered at once; an event tells what came of it', async () => {
    const { pbx, login, ask } = await open({
      phones: { a: answerAfter(500), busy: refuse('busy'), silent: ringOnly },
    });
    await using _ = pbx;
    const boss = await login();
    const order = 'Action: Originate\nAsync: true\nCallerID: "Bob" <123>\nVariable: A=1,B=2\nVariable: C=3\n';
    const got = await ask(boss, `${order}Channel: SIP/a\nContext: default\nExten: 100\nPriority: 1\nActionID: o1`);
    expect(got[0]).toBe('Response: Success\nActionID: o1\nMessage: Originate successfully queued');
    const name = /Channel: (\S+)/.exec(got[1] ?? '')?.[1];
    const uniqueId = /Uniqueid: (\S+)/.exec(got[1] ?? '')?.[1];
    await pbx.clock.advance(1000);
    const after = boss.take();
    expect(got.concat(after).some((text) => text.endsWith('Variable: B\nValue: 2'))).toBe(true);
    expect(after).toContain(
      `Event: OriginateResponse\nPrivilege: call,all\nActionID: o1\nResponse: Success\nChannel: ${name}\nContext: default\nExten: 100\nReason: 4\nUniqueid: ${uniqueId}\nCallerIDNum: 123\nCallerIDName: Bob`,
    );
    await ask(boss, `${order}Channel: SIP/busy\nApplication: NoOp\nData: hi`);
    await ask(boss, `${order}Channel: SIP/silent\nApplication: NoOp\nData: hi\nTimeout: 3000\nActionID: o2`);
    await pbx.clock.advance(4000);
    const busy = pbx.log.has('is busy');
    expect(busy).toBe(true);
    expect(boss.take()).toContain(
      'Event: OriginateResponse\nPrivilege: call,all\nActionID: o2\nResponse: Failure\nChannel: SIP/silent\nApplication: NoOp\nData: hi\nReason: 3\nUniqueid: <unknown>\nCallerIDNum: 123\nCallerIDName: Bob',
    );
  });
});

describe('events', () => {
  test("of a call, in Asterisk's order of headers", async () => {
    const { pbx, login } = await open();
    await using _ = pbx;
    const boss = await login();
    boss.take();
    const call = pbx.call('alice', '100', { caller: { number: '42', name: "O'Hara" } });
    await pbx.clock.advance(1000);
    call.hangUp();
    await pbx.clock.advance(10);
    const { name, uniqueId } = call.channel;
    const snapshot = (state: string, priority: number): string =>
      `Channel: ${name}\nChannelState: ${state === 'Up' ? 6 : 4}\nChannelStateDesc: ${state}\nCallerIDNum: 42\nCallerIDName: O\\'Hara\n` +
      `ConnectedLineNum: <unknown>\nConnectedLineName: <unknown>\nLanguage: en\nAccountCode: \nContext: default\nExten: 100\n` +
      `Priority: ${priority}\nUniqueid: ${uniqueId}\nLinkedid: ${uniqueId}`;
    const got = boss.take();
    const find = (event: string): string[] => got.filter((text) => text.startsWith(`Event: ${event}\n`));
    expect(find('Newexten')[0]).toBe(
      `Event: Newexten\nPrivilege: dialplan,all\n${snapshot('Ring', 1)}\nExtension: 100\nApplication: Set\nAppData: X=1`,
    );
    expect(find('Newstate')).toEqual([`Event: Newstate\nPrivilege: call,all\n${snapshot('Up', 2)}`]);
    expect(find('VarSet')).toEqual([
      `Event: VarSet\nPrivilege: dialplan,all\n${snapshot('Ring', 1)}\nVariable: X\nValue: 1`,
    ]);
    expect(find('Hangup')).toEqual([
      `Event: Hangup\nPrivilege: call,all\n${snapshot('Up', 2)}\nCause: 16\nCause-txt: Normal Clearing`,
    ]);
    expect(find('Newchannel').length).toBe(1);
  });

  test('go only to those who may read their class', async () => {
    const { pbx, login } = await open();
    await using _ = pbx;
    const clerk = await login('clerk', 'weak');
    clerk.take();
    pbx.call('alice', '100');
    await pbx.clock.advance(1000);
    const names = new Set(clerk.messages.map((headers) => amiHeader(headers, 'Event')));
    expect(names.has('Newchannel')).toBe(true);
    expect(names.has('Newexten')).toBe(false);
    expect(names.has('VarSet')).toBe(false);
  });

  test('that eventfilter shuts out are not sent', async () => {
    const { pbx, login } = await open({
      config: {
        'manager.conf': `${MANAGER}[picky]\nsecret = x\nread = all\neventfilter = Event: (Newchannel|Hangup)\neventfilter = !Channel: Phone/bob\n`,
      },
    });
    await using _ = pbx;
    const picky = await login('picky', 'x');
    pbx.call('alice', '100');
    pbx.call('bob', '100');
    await pbx.clock.advance(1000);
    expect(picky.messages.map((headers) => amiHeader(headers, 'Event')).filter((name) => name !== '')).toEqual([
      'Newchannel',
    ]);
  });

  test('no text of a caller can forge a line, an event or an answer', async () => {
    const { pbx, login } = await open();
    await using _ = pbx;
    const boss = await login();
    boss.take();
    boss.text = '';
    const evil = 'x\r\n\r\nEvent: Fake\r\nResponse: Success\r\n\u2028Event: Fake\u010aEvent: Fake\0';
    pbx.call('alice', 'tell', {
      caller: { number: evil, name: evil },
      variables: { [evil]: evil },
      language: evil,
    });
    await pbx.clock.advance(1000);
    expect(boss.messages.length).toBeGreaterThan(3);
    expect(
      boss.text
        .split(/\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]/)
        .filter((line) => /^(Event: Fake|Response)/.test(line)),
    ).toEqual([]);
    for (const headers of boss.messages) expect(headers.filter(([name]) => name === 'Event').length).toBe(1);
    const [told] = boss.events('UserEvent');
    expect(told?.at(-1)?.[0]).toBe('Who');
  });
});

test('a client that does not wait for answers is cut off, one that sends rubbish is told', async () => {
  const { pbx, login, ask } = await open({ phones: { silent: ringOnly } });
  await using _ = pbx;
  const rude = await login();
  await ask(rude, 'Action: Originate\nChannel: SIP/silent\nApplication: NoOp');
  for (let n = 0; n < 2000; n++) rude.send('Action: Ping');
  await pbx.clock.advance(10);
  expect(rude.closed).toBe(true);
  const odd = await login();
  expect(await ask(odd, `Action: Ping\nX: ${'x'.repeat(3000)}`)).toEqual([
    'Response: Error\nMessage: Failed to parse message: line too long',
  ]);
  expect(await ask(odd, `Action: Ping${'\nX: y'.repeat(200)}`)).toEqual([
    'Response: Error\nMessage: Too many lines in message or allocation failure',
  ]);
  expect((await ask(odd, 'Action: Ping')).length).toBe(1);
});

test('a reload takes new users in and hangs up on those who are gone', async () => {
  const { pbx, login } = await open();
  await using _ = pbx;
  const boss = await login();
  const clerk = await login('clerk', 'weak');
  pbx.write('manager.conf', '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n[boss]\nsecret = other\nread = all\n');
  await pbx.pbx.modules.reload('manager');
  await pbx.clock.advance(1);
  expect([boss.closed, clerk.closed]).toEqual([false, true]);
  expect((await login('boss', 'other')).closed).toBe(false);
});

test('AMI_CLIENT counts the sessions of a user', async () => {
  const { pbx, login } = await open({
    config: {
      'extensions.conf':
        '[default]\nexten => 1,1,NoOp(${AMI_CLIENT(boss,sessions)} ${AMI_CLIENT(clerk,sessions)}${AMI_CLIENT(x,sessions)}${AMI_CLIENT(boss,xx)})\n',
    },
  });
  await login();
  await login();
  await pbx.finish(pbx.call('alice', '1'));
  expect(pbx.log.steps).toEqual(['1@default:1 NoOp(2 0)']);
  expect(pbx.log.of('error')).toEqual([
    'There\'s no manager user called : "x"',
    'Invalid arguments provided to function AMI_CLIENT: xx',
  ]);
  await pbx.close();
});
