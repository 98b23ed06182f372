import { expect, test } from 'vitest';
import { AmiClient } from '../support/ami-client.ts';
import { SipPhone, type SipPhoneOptions } from '../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const CONFIG = {
  'manager.conf': `[general]
enabled=yes
bindaddr=127.0.0.1
[boss]
secret=s
read=all
write=all
[few]
secret=s
read=call
write=call
[fenced]
secret=s
read=all
deny=0.0.0.0/0
`,
  'sip.conf': `[general]
udpbindaddr=127.0.0.1:5060
[alice]
type=friend
secret=a
host=dynamic
context=default
[walled]
type=friend
secret=a
host=dynamic
deny=0.0.0.0/0
[settled]
type=peer
secret=a
host=127.0.0.9
`,
  'extensions.conf': '[default]\nexten => 100,1,NoOp()\n',
};

async function open(general = ''): Promise<{ pbx: TestPbx; watcher: AmiClient; told(): Promise<string[]> }> {
  const pbx = await openTestPbx({
    noload: ['res_console'],
    technologies: ['Phone'],
    config: { ...CONFIG, 'manager.conf': CONFIG['manager.conf'].replace('[boss]', `${general}[boss]`) },
  });
  const watcher = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  watcher.send('Action: Login\nUsername: boss\nSecret: s\nEvents: security');
  await pbx.clock.advance(1);
  watcher.take();
  return {
    pbx,
    watcher,
    async told() {
      await pbx.clock.advance(2000);
      return watcher.take().map((event) =>
        event
          .split('\n')
          .filter((line) => !/^(Privilege|EventTV|SessionID|RemoteAddress|SessionTV|Challenge|Received\w+):/.test(line))
          .join(' | '),
      );
    },
  };
}

const phone = (password: string, port: number): SipPhoneOptions => ({
  user: 'alice',
  password,
  port,
  pbx: { host: '127.0.0.1', port: 5060 },
});

const AMI = 'LocalAddress: IPV4/TCP/127.0.0.1/5038';

test('who logs in, who cannot, and who asks too much is told as security events, with the headers of Asterisk', async () => {
  const { pbx, watcher, told } = await open();
  await using _ = pbx;
  const say = async (...actions: string[]): Promise<string[]> => {
    const client = new AmiClient(pbx.network);
    await pbx.clock.advance(1);
    for (const action of actions) client.send(action);
    return told();
  };
  await say('Action: Login\nUsername: boss\nSecret: s\nEvents: off');
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s\nEvents: off');
  await pbx.clock.advance(1);
  expect(
    watcher
      .take()
      .join('\n')
      .replace(/\d{4}-\S+\+0000/g, 'TIME'),
  ).toMatch(
    /^Event: SuccessfulAuth\nPrivilege: security,all\nEventTV: TIME\nSeverity: Informational\nService: AMI\nEventVersion: 1\nAccountID: boss\nSessionID: 0x\w+\nLocalAddress: IPV4\/TCP\/127\.0\.0\.1\/5038\nRemoteAddress: IPV4\/TCP\/127\.0\.0\.1\/\d+\nUsingPassword: 0\nSessionTV: TIME$/,
  );
  expect(await say('Action: Login\nUsername: boss\nSecret: wrong')).toEqual([
    `Event: InvalidPassword | Severity: Error | Service: AMI | EventVersion: 2 | AccountID: boss | ${AMI}`,
  ]);
  expect(await say('Action: Login\nUsername: nobody\nSecret: s')).toEqual([
    `Event: InvalidAccountID | Severity: Error | Service: AMI | EventVersion: 1 | AccountID: nobody | ${AMI}`,
  ]);
  expect(await say('Action: Login')).toEqual([]);
  expect(await say('Action: Login\nAuthType: MD5\nUsername: boss\nKey: 00')).toEqual([]);
  expect(await say('Action: Login\nUsername: fenced\nSecret: s')).toEqual([
    `Event: FailedACL | Severity: Error | Service: AMI | EventVersion: 1 | AccountID: fenced | ${AMI}`,
  ]);
  expect(
    await say('Action: Challenge\nAuthType: MD5', 'Action: Login\nAuthType: MD5\nUsername: boss\nKey: 00'),
  ).toEqual([
    `Event: ChallengeResponseFailed | Severity: Error | Service: AMI | EventVersion: 1 | AccountID:  | ${AMI} | Response: 00 | ExpectedResponse: `,
  ]);
  const few = 'Action: Login\nUsername: few\nSecret: s';
  expect((await say(few, 'Action: DBPut\nFamily: x\nKey: y', 'Action: Bogus')).slice(1)).toEqual([
    `Event: RequestNotAllowed | Severity: Error | Service: AMI | EventVersion: 1 | AccountID: few | ${AMI} | RequestType: Action: DBPut`,
    `Event: RequestBadFormat | Severity: Error | Service: AMI | EventVersion: 1 | ${AMI} | RequestType: Action: Bogus | AccountID: few`,
  ]);
  expect(await say('Action: Ping')).toEqual([
    `Event: RequestNotAllowed | Severity: Error | Service: AMI | EventVersion: 1 | AccountID:  | ${AMI} | RequestType: Action: Ping`,
  ]);
});

test('phones that register are told of too', async () => {
  const { pbx, told } = await open();
  await using _ = pbx;
  const sip = 'LocalAddress: IPV4/UDP/127.0.0.1/5060';
  const alice = await SipPhone.open(pbx.network, pbx.clock, phone('a', 20_001));
  void alice.register();
  expect(await told()).toEqual([
    `Event: ChallengeSent | Severity: Informational | Service: SIP | EventVersion: 1 | AccountID: alice | ${sip}`,
    `Event: SuccessfulAuth | Severity: Informational | Service: SIP | EventVersion: 1 | AccountID: alice | ${sip} | UsingPassword: 1`,
  ]);
  const thief = await SipPhone.open(pbx.network, pbx.clock, phone('guess', 20_002));
  void thief.register();
  expect(await told()).toEqual([
    expect.stringMatching(/^Event: ChallengeSent .*AccountID: alice/),
    `Event: InvalidPassword | Severity: Error | Service: SIP | EventVersion: 2 | AccountID: alice | ${sip}`,
  ]);
});

test('who calls is told of as chan_sip does: by the extension that it calls, and by which list it is kept out', async () => {
  const { pbx, told } = await open();
  await using _ = pbx;
  const opened = (user: string, password: string, port: number): Promise<SipPhone> =>
    SipPhone.open(pbx.network, pbx.clock, { ...phone(password, port), user });
  const alice = await opened('alice', 'a', 20_001);
  const thief = await opened('alice', 'guess', 20_002);
  const walled = await opened('walled', 'a', 20_003);
  const settled = await opened('settled', 'a', 20_004);
  const stranger = await SipPhone.open(pbx.network, pbx.clock, { ...phone('a', 20_005), user: 'bob' });
  const after = async (act: () => unknown): Promise<string[]> => {
    act();
    return (await told()).map((event) =>
      event.replace(/^Event: (\w+) .*AccountID: ([^|]*?) \| LocalAddress: \S+/, '$1 $2'),
    );
  };
  expect(await after(() => alice.call('100'))).toEqual([
    'ChallengeSent sip:alice@127.0.0.1',
    'SuccessfulAuth 100 | UsingPassword: 0',
  ]);
  expect(await after(() => thief.call('100'))).toEqual(['ChallengeSent sip:alice@127.0.0.1', 'InvalidPassword 100']);
  expect(await after(() => alice.call('999'))).toEqual([
    'ChallengeSent sip:alice@127.0.0.1',
    'FailedACL 999 | ACLName: no_extension_match',
  ]);
  expect(await after(() => walled.call('100'))).toEqual(['FailedACL 100 | ACLName: device_must_match_acl']);
  expect(await after(() => walled.register())).toEqual(['FailedACL walled | ACLName: device_must_match_acl']);
  expect(await after(() => settled.register())).toEqual(
    Array.from({ length: 2 }, () => 'FailedACL settled | ACLName: peer_not_dynamic'),
  );
  expect(await after(() => stranger.call('100', { from: '<sip:alice@127.0.0.1>' }))).toEqual([
    'ChallengeSent sip:alice@127.0.0.1',
    expect.stringMatching(/^ChallengeResponseFailed alice.* \| Response: \w+ \| ExpectedResponse: $/),
  ]);
});

test('too many strangers and a second login of the same user are told as Asterisk tells the latter', async () => {
  const { pbx, watcher } = await open('authlimit=1\nallowmultiplelogin=no\n');
  await using _ = pbx;
  const limit = [
    'Event: SessionLimit',
    'Privilege: security,all',
    'EventTV: *',
    'Severity: Error',
    'Service: AMI',
    'EventVersion: 1',
    'AccountID: ',
    'SessionID: *',
    'LocalAddress: IPV4/TCP/127.0.0.1/5038',
    'RemoteAddress: *',
    'SessionTV: 1970-01-01T00:00:00.000+0000',
  ].join('\n');
  const told = (): string[] =>
    watcher.take().map((event) => event.replace(/^(EventTV|SessionID|RemoteAddress): .*/gm, '$1: *'));
  const [first, second] = [new AmiClient(pbx.network), new AmiClient(pbx.network)];
  await pbx.clock.advance(10);
  expect([first.closed, second.closed]).toEqual([true, false]);
  expect(told()).toEqual([limit]);
  second.send('Action: Login\nUsername: boss\nSecret: s');
  await pbx.clock.advance(2000);
  expect(second.text).toContain('Response: Error\r\nMessage: Login Already In Use\r\n\r\n');
  expect(second.closed).toBe(true);
  expect(told()).toEqual([limit]);
});
