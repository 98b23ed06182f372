import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { AmiClient } from '../support/ami-client.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** A PBX with those lines in [general] of manager.conf, and a user `boss`. */
async function open(general = '', more = '', files: Readonly<Record<string, string>> = {}): Promise<TestPbx> {
  const manager = `[general]\nenabled=yes\nbindaddr=127.0.0.1\n${general}\n[boss]\nsecret=s\nread=all\nwrite=all\n${more}`;
  const dialplan = '[default]\nexten => 100,1,Wait(60)\nexten => 200,1,Set(FOO=x)\n';
  return openTestPbx({
    noload: ['res_console'],
    technologies: ['Phone'],
    config: { 'manager.conf': manager, 'extensions.conf': dialplan, ...files },
  });
}

/** A client that has logged in. */
async function login(pbx: TestPbx, user = 'boss', events = 'on'): Promise<AmiClient> {
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send(`Action: Login\nUsername: ${user}\nSecret: s\nEvents: ${events}`);
  await pbx.clock.advance(1);
  return client;
}

async function ask(pbx: TestPbx, client: AmiClient, action: string): Promise<string[]> {
  client.take();
  client.send(action);
  await pbx.clock.advance(1);
  return client.take();
}

test('an eventfilter keeps events away, but not the one of the login', async () => {
  await using pbx = await open(
    '',
    '[few]\nsecret=s\nread=all\nwrite=all\neventfilter=UserEvent: A\neventfilter=!Kind: no\n',
  );
  const client = await login(pbx, 'few');
  expect(client.take().map((message) => message.split('\n', 1)[0])).toEqual([
    'Response: Success',
    'Event: FullyBooted',
  ]);
  expect(await ask(pbx, client, 'Action: UserEvent\nUserEvent: A')).toHaveLength(2);
  expect(await ask(pbx, client, 'Action: UserEvent\nUserEvent: A\nKind: no')).toHaveLength(1);
  expect(await ask(pbx, client, 'Action: UserEvent\nUserEvent: B')).toHaveLength(1);
});

test('amiversion stands in the banner and in CoreSettings', async () => {
  await using pbx = await open('amiversion=2.10.6');
  const client = await login(pbx, 'boss', 'off');
  expect(client.banner).toBe('Asterisk Call Manager/2.10.6\r\n');
  expect((await ask(pbx, client, 'Action: CoreSettings'))[0]).toContain('AMIversion: 2.10.6');
});

test('timestampevents and debug mark events, but not the one of the login itself', async () => {
  await using pbx = await open('timestampevents=yes\ndebug=yes');
  const client = await login(pbx, 'boss', 'system,user');
  expect(client.take()[1]).toMatch(/^Event: FullyBooted\nPrivilege: system,all\nUptime: /);
  const told = await ask(pbx, client, 'Action: UserEvent\nUserEvent: One');
  await ask(pbx, client, 'Action: Ping');
  const again = await ask(pbx, client, 'Action: UserEvent\nUserEvent: Two');
  expect(told[1]).toMatch(
    /^Event: UserEvent\nPrivilege: user,all\nTimestamp: \d+\.\d{6}\nSequenceNumber: 0\nUserEvent: One$/,
  );
  expect(again[1]).toContain('SequenceNumber: 1\nUserEvent: Two');
  const console = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line)).text;
  expect(await console('manager set debug')).toBe('manager debug is on\n');
  expect(await console('manager set debug off')).toBe('');
  expect((await ask(pbx, client, 'Action: UserEvent\nUserEvent: Three'))[1]).not.toContain('SequenceNumber');
});

test('channelvars are told with every channel, and disabledevents never', async () => {
  await using pbx = await open('channelvars=FOO,BAR\ndisabledevents=Newstate,VarSet');
  const client = await login(pbx, 'boss', 'call,dialplan');
  client.take();
  await pbx.finish(pbx.call('alice', '200'));
  await pbx.clock.advance(5);
  const events = client.take();
  expect(events.length).toBeGreaterThan(0);
  for (const event of events) expect(event).not.toMatch(/^Event: (Newstate|VarSet)\n/);
  const varsOf = (name: string): string[] =>
    events.find((event) => event.startsWith(`Event: ${name}\n`))?.match(/ChanVariable: .*/g) ?? [];
  expect(varsOf('Newchannel')).toEqual(['ChanVariable: FOO=', 'ChanVariable: BAR=']);
  expect(varsOf('Hangup')).toEqual(['ChanVariable: FOO=x', 'ChanVariable: BAR=']);
  expect(events.find((event) => event.startsWith('Event: Newexten\n'))).toMatch(
    /\nLinkedid: .*\nChanVariable: FOO=\nChanVariable: BAR=\nExtension: 200\nApplication: Set\nAppData: FOO=x$/,
  );
});

test('brokeneventsaction answers nothing where all events are asked for', async () => {
  await using pbx = await open('brokeneventsaction=yes');
  const client = await login(pbx, 'boss', 'off');
  expect(await ask(pbx, client, 'Action: Events\nEventMask: on')).toEqual([]);
  expect(await ask(pbx, client, 'Action: Events\nEventMask: call')).toEqual(['Response: Success\nEvents: On']);
  expect(await ask(pbx, client, 'Action: Events\nEventMask: all')).toEqual([]);
  expect(await ask(pbx, client, 'Action: Events\nEventMask: foo')).toEqual(['Response: Success\nEvents: Off']);
  expect(await ask(pbx, client, 'Action: Events')).toEqual([]);
});

test('a fence may be a list of acl.conf; one that is not there lets nobody in', async () => {
  const users = '[near]\nsecret=s\nacl=office\n[far]\nsecret=s\nacl=away\n[lost]\nsecret=s\nacl=nowhere\n';
  const lists = '[office]\ndeny=0.0.0.0/0\npermit=127.0.0.1\n[away]\ndeny=0.0.0.0/0\npermit=10.0.0.0/8\n';
  await using pbx = await open('', users, { 'acl.conf': lists });
  expect((await login(pbx, 'near')).take()[0]).toContain('Authentication accepted');
  for (const user of ['far', 'lost']) {
    const client = await login(pbx, user);
    await pbx.clock.advance(1000);
    expect(client.take()[0]).toContain('Authentication failed');
  }
  expect(pbx.log.of('warning')).toEqual([
    "[lost] of manager.conf names the list 'nowhere', which acl.conf does not have",
  ]);
  expect(pbx.log.has("Connect attempt from '127.0.0.1' unable to authenticate")).toBe(true);
});

test('displayconnects is silent for a user who is not to be told of', async () => {
  await using pbx = await open('', '[quiet]\nsecret=s\ndisplayconnects=no\n');
  (await login(pbx, 'quiet')).hangUp();
  (await login(pbx)).hangUp();
  await pbx.clock.advance(10);
  expect(pbx.log.lines.filter((line) => line.includes(' logged o'))).toEqual([
    "Manager 'boss' logged on from 127.0.0.1",
    "Manager 'boss' logged off from 127.0.0.1",
  ]);
});

test('a certificate that is missing is one line in the log, and plain connections go on', async () => {
  await using pbx = await open('tlsenable=yes\ntlsbindaddr=127.0.0.1:5039\ntlscertfile=/nowhere/cert.pem');
  expect(pbx.log.of('error').filter((line) => line.includes('does not speak TLS'))).toHaveLength(1);
  expect((await login(pbx)).take()[0]).toContain('Authentication accepted');
});

test('neither a name nor a value can make a line of its own', async () => {
  await using pbx = await open();
  const client = await login(pbx, 'boss', 'user');
  client.take();
  const told = await ask(
    pbx,
    client,
    'Action: UserEvent\nActionID: a\rResponse: x\nUserEvent: U\rV\nBad\u2028Name: x\u0000y\u0085z\nA:B: c',
  );
  for (const message of told)
    for (const line of message.split('\n')) expect(line).toMatch(/^[\x20-\x39\x3b-\x7e]+: [\x20-\x7e]*$/);
  expect(told.join('\n')).toContain('ActionID: a\\rResponse: x');
});

test('a thousand idle strangers and a flood of rubbish leave calls and clients alone', async () => {
  await using pbx = await open('authlimit=20');
  const client = await login(pbx, 'boss', 'off');
  const call = pbx.call('alice', '100');
  const strangers = Array.from({ length: 1000 }, () => new AmiClient(pbx.network));
  await pbx.clock.advance(5);
  expect(strangers.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(20);
  const junk = [
    'x'.repeat(1 << 20),
    `Action: Ping\nX: ${'y'.repeat(1 << 20)}`,
    '\u0000'.repeat(5000),
    'Action: Pi',
    `${'A: b\n'.repeat(5000)}`,
    '\n\n\n\n\n\n',
    '\ud800\udfff: \ufffe',
  ];
  for (const stranger of strangers.slice(-20)) for (const text of junk) stranger.send(text);
  await pbx.clock.advance(5);
  expect(await ask(pbx, client, 'Action: Ping\nActionID: alive')).toEqual([expect.stringContaining('Ping: Pong')]);
  await pbx.clock.advance(31_000);
  expect(strangers.every(({ closed }) => closed)).toBe(true);
  await pbx.finish(call);
  expect(pbx.log.steps).toEqual(['100@default:1 Wait(60)']);
});
