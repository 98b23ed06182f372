import { expect, test } from 'vitest';
import { commandsPort } from '../../../src/pbx/ports/commands.ts';
import { databasePort } from '../../../src/pbx/ports/database.ts';
import { deviceStatesPort } from '../../../src/pbx/ports/device-states.ts';
import { mailboxesPort } from '../../../src/pbx/ports/mailboxes.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
[desk]
type = friend
host = 127.0.0.5
insecure = port,invite
context = lamps
mailbox = 100
`;
const CONFIG = { 'sip.conf': SIP_CONF, 'extensions.conf': '[lamps]\nexten => lamp,hint,Custom:lamp\n' };
const QUIET = ['manager', 'res_manager', 'asterisk', 'res_console'];

async function open(noload: readonly string[], startMs?: number): Promise<TestPbx> {
  const pbx = await openTestPbx({ config: CONFIG, noload: [...QUIET, ...noload], ...(startMs && { startMs }) });
  pbx.pbx.ports.use(mailboxesPort).keep({ counts: () => ({ unheard: 1, urgent: 0, heard: 0 }) });
  return pbx;
}

function subscribe(peer: RawPeer, exten: string, event: string, cseq: number, to = `<sip:${exten}@127.0.0.1>`): void {
  peer.send({ host: '127.0.0.1', port: 5060 }, [
    `SUBSCRIBE sip:${exten}@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.5:5060;branch=z9hG4bK${event}${cseq}`,
    'From: <sip:desk@127.0.0.5>;tag=d',
    `To: ${to}`,
    `Call-ID: ${event}`,
    `CSeq: ${cseq} SUBSCRIBE`,
    'Contact: <sip:desk@127.0.0.5:5060>',
    `Event: ${event}`,
    'Expires: 600',
  ]);
}

async function answerAll(pbx: TestPbx, peer: RawPeer): Promise<string[]> {
  const told: string[] = [];
  for (let seen = 0; ; ) {
    await pbx.clock.advance(100);
    if (seen === peer.messages.length) return told;
    for (; seen < peer.messages.length; seen++) {
      const message = peer.messages[seen];
      if (message?.kind !== 'request') continue;
      peer.reply(message, '200 OK');
      const state = /<state>(.*?)<\/state>|Messages-Waiting: (\w+)/.exec(message.body);
      told.push(
        `${message.callId} ${message.cseq?.number} ${state?.[1] ?? state?.[2]} ${message.header('Subscription-State')}`,
      );
    }
  }
}

test('lamps of hints and mailboxes go on after a restart, without the phone asking again', async () => {
  const rows: Array<readonly [string, string]> = [];
  let tag = '';
  let stoppedMs = 0;
  {
    await using first = await open([]);
    const desk = await RawPeer.open(first.network, 5060, '127.0.0.5');
    subscribe(desk, 'lamp', 'dialog', 1);
    subscribe(desk, 'desk', 'message-summary', 1);
    await answerAll(first, desk);
    tag = desk.messages.find((one) => one.kind === 'response' && one.callId === 'dialog')?.to?.tag ?? '';
    for (const { family, key, value } of first.pbx.ports.use(databasePort).entries('subscription_persistence'))
      rows.push([key.replace(/^.*\//, ''), family && value]);
    const told = desk.messages.length;
    stoppedMs = first.clock.now();
    await first.close();
    expect(desk.messages.length).toBe(told);
  }
  expect(rows).toHaveLength(2);

  await using second = await open(['chan_sip'], stoppedMs + 60_000);
  const desk = await RawPeer.open(second.network, 5060, '127.0.0.5');
  for (const [key, value] of rows) second.pbx.ports.use(databasePort).put('subscription_persistence', key, value);
  second.pbx.ports.use(databasePort).put('subscription_persistence', 'broken', '{"packet":1}');
  await second.pbx.ports.use(commandsPort).run('module load chan_sip.so');
  expect((await answerAll(second, desk)).sort()).toEqual([
    'dialog 100001 terminated active;expires=540',
    'message-summary 100001 yes active;expires=540',
  ]);
  expect(desk.lastRequest.from?.tag).toMatch(/^as/);
  expect(second.pbx.ports.use(databasePort).get('subscription_persistence', 'broken')).toBeUndefined();

  const before = desk.messages.length;
  second.pbx.ports.use(deviceStatesPort).changed('Custom:lamp');
  subscribe(desk, 'lamp', 'dialog', 2, `<sip:lamp@127.0.0.1>;tag=${tag}`);
  await second.clock.advance(100);
  expect(desk.messages.slice(before).map((one) => (one.kind === 'response' ? one.status : one.method))).toEqual([
    200,
    'NOTIFY',
  ]);
});

test('what has expired meanwhile, or has no hint any more, is forgotten', async () => {
  await using pbx = await open(['chan_sip']);
  const desk = await RawPeer.open(pbx.network, 5060, '127.0.0.5');
  const packet = (exten: string): string =>
    `SUBSCRIBE sip:${exten}@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.5;branch=z9hG4bK1\r\nFrom: <sip:desk@127.0.0.5>;tag=d\r\nTo: <sip:${exten}@127.0.0.1>\r\nCall-ID: ${exten}\r\nCSeq: 1 SUBSCRIBE\r\nContact: <sip:desk@127.0.0.5:5060>\r\nEvent: dialog\r\nContent-Length: 0\r\n\r\n`;
  const row = (exten: string, seconds: number): string =>
    JSON.stringify({
      packet: packet(exten),
      src_name: '127.0.0.5',
      src_port: '5060',
      cseq: '0',
      tag: exten,
      endpoint: 'desk',
      expires: String(Math.round(pbx.clock.now() / 1000) + seconds),
    });
  const database = pbx.pbx.ports.use(databasePort);
  database.put('subscription_persistence', 'lamp', row('lamp', -1));
  database.put('subscription_persistence', 'gone', row('gone', 600));
  await pbx.pbx.ports.use(commandsPort).run('module load chan_sip.so');
  await pbx.clock.advance(100);
  expect(desk.messages.filter((one) => one.header('Event') === 'dialog')).toEqual([]);
  expect(database.entries('subscription_persistence')).toEqual([]);
});
