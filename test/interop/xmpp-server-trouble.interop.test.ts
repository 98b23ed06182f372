import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../src/base/clock.ts';
import { EventBus } from '../../src/base/event-bus.ts';
import { LogHub } from '../../src/base/log.ts';
import { XmppAccount } from '../../src/integrations/xmpp/account.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { haveProsody, Prosody, XmppPerson, xmppSettings } from '../support/prosody.ts';
import { openXmppHouse, until } from '../support/xmpp-house.ts';

const CONNECTED = '[asterisk] pbx@example.org/pbx     - Connected';
/** A call that says something over XMPP and goes on. */
const SAY = `[say]
exten => _X,1,JabberSend(asterisk,me@example.org,word \${EXTEN})
 same => n,Verbose(1,said \${EXTEN})
[messages]
exten => s,1,Verbose(1,got \${LEN(\${MESSAGE(body)})} characters from \${MESSAGE(from)})
`;

describe.skipIf(!haveProsody)('trouble with Prosody (needs prosody and openssl)', () => {
  test('a server that does nothing for a while: calls go on, and each message arrives once', async () => {
    await using prosody = await Prosody.open('pbx', 'pbx-two', 'me');
    await using me = await XmppPerson.arrive(prosody, 'me');
    await using house = await openXmppHouse(prosody, (jabber) => jabber, { 'extensions.conf': SAY });
    await until(async () => (await house.cli('jabber show connected')).includes(CONNECTED));
    prosody.freeze();
    for (const exten of ['1', '2', '3']) {
      await house.cli(`channel originate Local/${exten}@say application Wait 0`);
      await house.saw(`said ${exten}`);
    }
    prosody.thaw();
    await house.cli('channel originate Local/4@say application Wait 0');
    await until(() => me.messages.some((text) => text.endsWith('word 4')));
    expect(me.messages).toEqual(['1', '2', '3', '4'].map((exten) => `pbx@example.org/pbx: word ${exten}`));
    expect(house.output).not.toContain('WARNING');
  });

  test('a server that does nothing for long: it is told once, the connection is made anew, each message arrives once', async () => {
    await using prosody = await Prosody.open('pbx', 'me');
    await using me = await XmppPerson.arrive(prosody, 'me');
    const { account, clock, told, heard } = lonelyAccount(prosody);
    try {
      account.start();
      await until(() => account.state === 'Connected');
      await account.sendMessage('me@example.org', 'before');
      prosody.freeze();
      await me.says('pbx@example.org/pbx', 'hello');
      await account.sendMessage('me@example.org', 'into its hands');
      await clock.advance(91_000);
      await until(() => account.state !== 'Connected');
      await account.sendMessage('me@example.org', 'while it is away');
      prosody.thaw();
      await connected(account, clock);
      await account.sendMessage('me@example.org', 'after');
      await until(() => me.messages.some((text) => text.endsWith('after')));
      expect(me.messages.map((text) => text.replace(/^\S+ /, ''))).toEqual([
        'before',
        'into its hands',
        'while it is away',
        'after',
      ]);
      expect(heard).toEqual(['hello']);
      expect(told).toEqual([
        'XMPP account asterisk (pbx@example.org at 127.0.0.1): the server does not answer any more',
        'XMPP account asterisk is not connected: the message to me@example.org waits until it is',
        'XMPP account asterisk: connected',
      ]);
    } finally {
      await account.close();
    }
  });

  test('a server that is killed with a message in its hands gets it once more', async () => {
    await using prosody = await Prosody.open('pbx', 'me');
    const { account, clock, told } = lonelyAccount(prosody);
    try {
      account.start();
      await until(() => account.state === 'Connected');
      await account.sendMessage('me@example.org', 'before');
      await until(() => stored(prosody) === 1);
      prosody.freeze();
      await account.sendMessage('me@example.org', 'into its hands');
      await prosody.stop('SIGKILL');
      await until(() => account.state !== 'Connected');
      await account.sendMessage('me@example.org', 'while it is away');
      await prosody.start();
      await connected(account, clock);
      await until(() => stored(prosody) === 3);
      await using me = await XmppPerson.arrive(prosody, 'me');
      await until(() => me.messages.length === 3);
      expect(me.messages.map((text) => text.replace(/^\S+ /, ''))).toEqual([
        'before',
        'into its hands',
        'while it is away',
      ]);
      expect(told.filter((text) => text.includes('127.0.0.1')).length).toBe(1);
    } finally {
      await account.close();
    }
  });

  test('a server that is killed and started again: calls go on, it is told once, each message arrives once', async () => {
    await using prosody = await Prosody.open('pbx', 'pbx-two', 'me');
    await using house = await openXmppHouse(prosody, (jabber) => jabber, { 'extensions.conf': SAY });
    await until(async () => (await house.cli('jabber show connected')).includes(CONNECTED));
    await house.cli('channel originate Local/1@say application Wait 0');
    await house.saw('said 1');
    await until(() => stored(prosody) === 1);
    await prosody.stop('SIGKILL');
    await house.saw('XMPP account asterisk (pbx@example.org at 127.0.0.1): ');
    for (const exten of ['2', '3']) {
      await house.cli(`channel originate Local/${exten}@say application Wait 0`);
      await house.saw(`said ${exten}`);
    }
    await prosody.start();
    await house.saw('XMPP account asterisk: connected');
    await house.cli('channel originate Local/4@say application Wait 0');
    await until(() => stored(prosody) === 4);
    await using me = await XmppPerson.arrive(prosody, 'me');
    await until(() => me.messages.length >= 4);
    expect(me.messages.map((text) => text.replace(/^\S+ /, ''))).toEqual(['word 1', 'word 2', 'word 3', 'word 4']);
    const reasons = house.output.match(/XMPP account asterisk \(.*/g) ?? [];
    expect(new Set(reasons).size).toBe(reasons.length);
  });

  test('a very long message either way: what is cut off is told, and the connection holds', async () => {
    await using prosody = await Prosody.open('pbx', 'pbx-two', 'me');
    await using me = await XmppPerson.arrive(prosody, 'me');
    await using house = await openXmppHouse(prosody, (jabber) => jabber, { 'extensions.conf': SAY });
    await until(async () => (await house.cli('jabber show connected')).includes(CONNECTED));
    await house.send('me@example.org', '&'.repeat(300_000));
    await house.saw('the message to me@example.org is too long, only its first 10922 characters are sent');
    await until(() => me.messages.length === 1);
    expect(me.messages).toEqual([`pbx@example.org/pbx: ${'&'.repeat(10_922)}`]);
    await me.says('pbx@example.org/pbx', 'x'.repeat(200_000));
    await house.saw('got 200000 characters from xmpp:me@example.org/desk');
    await house.cli('channel originate Local/1@say application Wait 0');
    await until(() => me.messages.length === 2);
    expect(house.output.match(/WARNING/g)).toHaveLength(1);
  });
});

/** Waits until the account is there; between two attempts the clock goes on. */
function connected(account: XmppAccount, clock: VirtualClock): Promise<void> {
  return until(async () => {
    if (account.state === 'Disconnected') await clock.advance(500);
    return account.state === 'Connected';
  });
}

/** An account without a PBX around it, and what the log says of it. */
function lonelyAccount(prosody: Prosody): {
  account: XmppAccount;
  clock: VirtualClock;
  told: string[];
  heard: string[];
} {
  const heard: string[] = [];
  const clock = new VirtualClock();
  const hub = new LogHub(() => clock.now());
  const told: string[] = [];
  hub.add({ verbosity: -1, debug: 0, write: ({ message }) => void told.push(message) });
  const account = new XmppAccount(
    {
      network: systemNetwork,
      clock,
      bus: new EventBus(() => {}),
      log: hub.logger('xmpp'),
      onMessage: (_account, _from, body) => void heard.push(body),
      onConnected: () => {},
      onNews: () => {},
    },
    { ...xmppSettings(prosody, 'pbx', 'pbx'), name: 'asterisk', keepalive: true },
  );
  return { account, clock, told, heard };
}

/** How many messages the server keeps for `me`, who is away. */
function stored(prosody: Prosody): number {
  const folder = join(prosody.folder, 'data', 'example%2eorg', 'offline');
  try {
    return readdirSync(folder).join('').includes('me.list')
      ? readFileSync(join(folder, 'me.list'), 'utf8').split('item(').length - 1
      : 0;
  } catch {
    return 0;
  }
}
