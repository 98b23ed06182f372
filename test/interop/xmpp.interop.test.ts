import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, SIP_PORT } from '../../bench/target.ts';
import { haveProsody, Prosody, XmppPerson } from '../support/prosody.ts';
import { openXmppHouse as open, ROOM, until } from '../support/xmpp-house.ts';

const asterisk = asteriskTarget();

describe.skipIf(!haveProsody)('XMPP with Prosody (needs prosody and openssl)', () => {
  test('two accounts, presence, messages both ways, a room, missed calls', async () => {
    await using prosody = await Prosody.open('pbx', 'pbx-two', 'me', 'colleague');
    await using me = await XmppPerson.arrive(prosody, 'me');
    await using house = await open(prosody);
    await until(async () => (await house.cli('jabber show connected')).split('- Connected').length === 3);
    await until(async () => (await house.cli('jabber test')).includes('Resource: desk\n'));

    const ask = async (exten: string): Promise<string> =>
      house.cli(`channel originate Local/${exten}@ask application Wait 0`);
    await ask('status');
    await house.saw('presence 1 6 7');
    await using _colleague = await XmppPerson.arrive(prosody, 'colleague', 'mobile', 'dnd');
    await until(async () => (await house.cli('jabber test')).includes('Resource: mobile\n'));
    await ask('status');
    await house.saw('presence 1 5 7');
    for (const [show, number] of [
      ['chat', 2],
      ['xa', 4],
      ['dnd', 5],
      ['away', 3],
    ] as const) {
      await me.shows(show);
      await until(async () => {
        await ask('status');
        return house.output.includes(`presence ${number} 5 7`);
      });
      await ask('old');
      await house.saw(`the old form says ${number}`);
    }
    await me.shows('');
    await until(async () => (await house.cli('jabber test')).includes('Status: 1\n'));

    await ask('talk');
    await until(() => me.messages.length === 1);
    expect(me.messages).toEqual(['pbx@example.org/pbx: Shall I open, yes or no?']);
    await me.says('pbx@example.org/pbx', 'yes');
    await house.saw('the answer is [yes]');
    await house.saw('got [yes] from xmpp:me@example.org/desk');

    await me.enters(`${ROOM}/me`);
    await ask('room');
    await until(() => me.messages.includes(`${ROOM}/telephone: Lunch!`));

    const missed = async (): Promise<void> => {
      void house.cli('channel originate Local/s@caller application Wait 60');
      let ringing: string | undefined;
      await until(async () => {
        ringing = /^(Local\/555@phones-\S+;1)!/m.exec(await house.cli('core show channels concise'))?.[1];
        return ringing !== undefined && (await house.cli('core show channels')).includes('@ringing');
      });
      await house.cli('channel request hangup all');
      await until(async () => (await house.cli('core show channels')).includes('0 active channels'));
    };
    const notices = (): number => me.messages.filter((text) => text.includes('just tried to call 555')).length;
    await missed();
    await until(() => notices() === 1);
    await me.shows('away');
    await until(async () => (await house.cli('jabber test')).includes('Status: 3\n'));
    await missed();
    await house.saw('me@example.org is not there: no message');
    expect(notices()).toBe(1);
  });

  test('a server that goes away and comes back: the account is there again, and what was sent meanwhile arrives', async () => {
    await using prosody = await Prosody.open('pbx', 'pbx-two', 'me', 'colleague');
    await using house = await open(prosody);
    await until(async () =>
      (await house.cli('jabber show connected')).includes('[asterisk] pbx@example.org/pbx     - Connected'),
    );
    await prosody.stop();
    await house.saw('XMPP account asterisk (pbx@example.org at 127.0.0.1): the server ');
    await house.cli('channel originate Local/talk@ask application Wait 0');
    await house.saw('the message to me@example.org waits');
    await prosody.start();
    await using me = await XmppPerson.arrive(prosody, 'me');
    await until(() => me.messages.length === 1);
  });

  test('autoregister lets the account and its buddies see each other; it makes no account, as with Asterisk, where the server would', async () => {
    await using prosody = await Prosody.open('pbx', 'pbx-two', 'me', 'colleague');
    await using me = await XmppPerson.arrive(prosody, 'me');
    const one = (user: string, autoregister: string) => () =>
      `[asterisk]
serverhost = 127.0.0.1
port = ${prosody.port}
tls_ca_file = ${prosody.authority}
username = ${user}@example.org/pbx
secret = pw-${user}
autoregister = ${autoregister}
buddy = me@example.org
`;
    {
      await using reserved = await open(prosody, one('pbx', 'no'));
      await until(async () => (await reserved.cli('jabber show connected')).includes('- Connected'));
      await me.subscribes('pbx@example.org');
      await reserved.cli('channel originate Local/talk@ask application Wait 0');
      await until(() => me.messages.length === 1);
      expect(me.asked).toEqual([]);
      expect(me.seen).not.toContain('pbx@example.org/pbx: Online and Available');
    }
    {
      await using stranger = await open(prosody, one('newcomer', 'yes'));
      await stranger.saw(
        'XMPP account asterisk (newcomer@example.org at 127.0.0.1): the server refuses the login: not-authorized',
      );
      expect(readdirSync(join(prosody.folder, 'data', 'example%2eorg', 'accounts'))).not.toContain('newcomer.dat');
    }
    await using house = await open(prosody, one('pbx', 'yes'));
    await until(
      () => me.asked.includes('pbx@example.org') && me.seen.includes('pbx@example.org/pbx: Online and Available'),
    );
    await until(async () => (await house.cli('jabber test')).includes('Resource: desk\n'));
  });

  test('an authority that is not trusted, and a wrong password, get one clear message', async () => {
    await using prosody = await Prosody.open('pbx', 'pbx-two', 'me', 'colleague');
    await using house = await open(prosody, (jabber) =>
      jabber.replace(/tls_ca_file = .*/, '').replace('pw-pbx-two', 'wrong'),
    );
    await house.saw('XMPP account asterisk (pbx@example.org at 127.0.0.1): TLS fails: ');
    await house.saw(
      'XMPP account account2 (pbx-two@example.org at 127.0.0.1): the server refuses the login: not-authorized',
    );
    expect(prosody.log).not.toContain('Authenticated as pbx@example.org');
  });

  test('a component: it proves its secret, tells what it is, exchanges presence and messages; a wrong secret is told', async () => {
    await using prosody = await Prosody.open('me');
    await using me = await XmppPerson.arrive(prosody, 'me');
    const component = (secret: string, rest: string) => `[asterisk]
type = component
usetls = no
serverhost = 127.0.0.1
port = ${prosody.componentPort}
username = pbx.example.org
secret = ${secret}
buddy = me@example.org
timeout = 100
${rest}`;
    {
      await using wrong = await open(prosody, () => component('wrong', ''));
      await wrong.saw(
        'XMPP account asterisk (pbx.example.org at 127.0.0.1): the server refuses the login: not-authorized',
      );
    }
    await using house = await open(prosody, () =>
      component('pw-component', 'sendtodialplan = yes\ncontext = messages\n'),
    );
    await until(async () => (await house.cli('xmpp show connections')).includes('pbx.example.org     - Connected'));
    await until(async () => (await house.cli('jabber test')).includes('Resource: desk\n'));
    await house.cli('channel originate Local/status@ask application Wait 0');
    await house.saw('presence 1 7 7');

    await house.cli('channel originate Local/talk@ask application Wait 0');
    await until(() => me.messages.length === 1);
    expect(me.messages).toEqual(['pbx.example.org: Shall I open, yes or no?']);
    await me.says('pbx.example.org', 'yes');
    await house.saw('the answer is [yes]');
    await house.saw('got [yes] from xmpp:me@example.org/desk');

    const info = await me.asks('pbx.example.org', 'http://jabber.org/protocol/disco#info');
    expect(info?.children[0]?.attributes).toMatchObject({ category: 'gateway', type: 'pstn' });
    const listed = info?.children.slice(1).map(({ attributes }) => attributes['var'] ?? '') ?? [];
    expect(listed).toContain('jabber:iq:register');
    for (const namespace of listed) expect(await me.asks('pbx.example.org', namespace)).toBeDefined();
    await me.subscribes('pbx.example.org');
    await until(() => me.seen.includes('pbx.example.org: Online and Available'));
  });

  const sharing = (prosody: Prosody, user: string): string => `[asterisk]
serverhost = 127.0.0.1
port = ${prosody.port}
tls_ca_file = ${prosody.authority}
username = ${user}@example.org/pbx
secret = pw-${user}
distribute_events = yes
pubsub_node = pubsub.example.org
buddy = pbx@example.org
buddy = pbx-two@example.org
`;

  const id = (server: string): string => `[options]\nentityid = 02:00:00:00:00:0${server}\n`;

  test('two servers share the states of devices by a pubsub service', async () => {
    await using prosody = await Prosody.open('pbx', 'pbx-two');
    const account = (user: string): string => sharing(prosody, user);
    await using one = await open(prosody, () => account('pbx'), { 'asterisk.conf': id('1') });
    await one.cli('devstate change Custom:night INUSE');
    await until(async () => (await one.cli('xmpp show connections')).includes('- Connected'));
    await using two = await open(prosody, () => account('pbx-two'), { 'asterisk.conf': id('2') });
    await until(async () => (await two.cli('xmpp show connections')).includes('- Connected'));
    for (const value of ['RINGING', 'NOT_INUSE', 'INUSE']) {
      await one.cli(`devstate change Custom:night ${value}`);
      const shown = { RINGING: 'Ringing', NOT_INUSE: 'Idle', INUSE: 'InUse' }[value] ?? '';
      await until(async () => new RegExp(`Custom:night +State:${shown} `).test(await two.cli('core show hints')));
    }
    await two.cli('devstate change Custom:day BUSY');
    await until(async () => /Custom:day +State:Busy /.test(await one.cli('core show hints')));
    expect(one.output).not.toContain('does not allow');

    const nodes = (await one.cli('xmpp list nodes asterisk')).trim().split('\n');
    expect(nodes.sort()).toEqual([
      'Connection: asterisk  Node name: device_state',
      'Connection: asterisk  Node name: message_waiting',
      'Listing pubsub nodes.',
    ]);
    expect(await one.cli('xmpp purge nodes asterisk device_state')).toBe('Purged device_state.\n');
    expect(await one.cli('xmpp delete node asterisk message_waiting')).toBe('Deleted message_waiting.\n');
    expect(await one.cli('xmpp delete node asterisk nothing')).toContain('The service refuses: item-not-found\n');
    expect(await one.cli('xmpp create leaf nobody a b')).toContain("Unable to find client 'nobody'!\n");
    expect(await one.cli('xmpp list nodes asterisk')).not.toContain('message_waiting');
  });

  test.skipIf(!asterisk)(
    'a real Asterisk and this share the states of devices and mailboxes (needs ASTERISK_ROOT or an installed Asterisk)',
    async () => {
      if (!asterisk) return;
      await using prosody = await Prosody.open('pbx', 'pbx-two');
      // its nodes are made by ours, since Asterisk makes none where the service does not repeat the question in its refusal
      await using house = await open(prosody, () => sharing(prosody, 'pbx-two'), { 'asterisk.conf': id('2') });
      await until(async () => (await house.cli('xmpp list nodes asterisk')).includes('message_waiting'));
      const real = await asterisk.start({
        ...BASE_FILES,
        'pjsip.conf': '',
        'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\n`,
        'voicemail.conf': '[general]\n[default]\n100 => 1,One\n',
        'xmpp.conf': sharing(prosody, 'pbx').replace(/tls_ca_file.*\n/, ''),
        'extensions.conf':
          '[lamps]\nexten => day,hint,Custom:day\nexten => mail,1,MinivmMWI(100@default,0,3,2)\n same => n,Wait(0.1)\n',
      });
      try {
        const there = (line: string): Promise<string> => real.rxAside(line);
        await until(async () => (await there('xmpp show connections')).includes('- Connected'));
        for (const [value, shown] of [
          ['INUSE', 'InUse'],
          ['RINGING', 'Ringing'],
        ] as const) {
          await there(`devstate change Custom:night ${value}`);
          await until(async () => new RegExp(`Custom:night +State:${shown} `).test(await house.cli('core show hints')));
          await house.cli(`devstate change Custom:day ${value}`);
          await until(async () => new RegExp(`Custom:day +State:${shown} `).test(await there('core show hints')));
        }
        await there('channel originate Local/mail@lamps application Wait 0.1');
        await until(async () => {
          await house.cli('channel originate Local/mail@ask application Wait 0');
          return house.output.includes('mail is INUSE');
        });
      } finally {
        await real.stop();
      }
    },
  );
});
