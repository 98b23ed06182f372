import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mailboxesPort } from '../../src/pbx/ports/mailboxes.ts';
import { sine, sweep, wavBytes } from '../support/audio.ts';
import { answerAfter } from '../support/fake-phone.ts';
import { FakeXmppServer } from '../support/fake-xmpp.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'missed-call');
const NOTICE = 'me@example.org: "Ada" <201> just tried to call 555';
/** The same as XML has it. */
const WRITTEN = NOTICE.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The example as it lies there; its servers are found in memory. */
async function open(): Promise<{ pbx: TestPbx; server: FakeXmppServer } & AsyncDisposable> {
  const config = Object.fromEntries(
    ['extensions.conf', 'jabber.conf', 'voicemail.conf'].map((name) => [
      name,
      readFileSync(join(FOLDER, name), 'utf8'),
    ]),
  );
  const pbx = await openTestPbx({ config, phones: { '555': undefined } });
  pbx.network.hosts.set('jabber.example.org', ['127.0.0.1']);
  const users = { pbx: 'change-me-xmpp', 'pbx-two': 'change-me-xmpp-two' };
  const server = await FakeXmppServer.listen(pbx.network, { users });
  await pbx.clock.advanceUntil(() => pbx.log.has('XMPP account account2: connected'), 10_000);
  await pbx.clock.advance(100);
  return { pbx, server, [Symbol.asyncDispose]: () => pbx.close() };
}

/** Rings, and hangs up after that long. */
async function callAndHangUp({ pbx }: { pbx: TestPbx }, afterMs: number): Promise<void> {
  const call = pbx.call('201', '555', { context: 'phones', caller: { number: '201', name: 'Ada' } });
  await pbx.clock.advance(afterMs);
  call.hangUp();
  await pbx.finish(call);
  await pbx.clock.advance(100);
}

test('both accounts log in and ask their buddies for presence', async () => {
  await using house = await open();
  const asked = house.server.received.filter((text) => text.includes('type="subscribe"'));
  expect(asked.map((text) => /to="([^"]*)"/.exec(text)?.[1]).sort()).toEqual([
    'colleague@example.org',
    'me@example.org',
    'somebody@example.org',
  ]);
});

test.each([
  ['online', '', true],
  ['chatty', 'chat', true],
  ['away', 'away', false],
  ['away for long', 'xa', false],
  ['not to be disturbed', 'dnd', false],
  ['offline', undefined, false],
])('the caller hangs up while it rings: somebody who is %s is told accordingly', async (_what, show, told) => {
  await using house = await open();
  house.server.presence('pbx', 'me@example.org/desk', show);
  await house.pbx.clock.advance(100);
  await callAndHangUp(house, 5000);
  expect(house.server.messages).toEqual(told ? [WRITTEN] : []);
  expect(house.pbx.log.steps.some((step) => step.startsWith('h@macro-DialVM:1'))).toBe(true);
});

test('the caller hangs up during the greeting, or says next to nothing: a notice', async () => {
  await using house = await open();
  const { pbx, server } = house;
  pbx.prompt('vm-intro', sine(400, 2000));
  pbx.prompt('beep', sine(400, 300));
  server.presence('pbx', 'me@example.org/desk', '');
  await callAndHangUp(house, 31_000);
  expect(pbx.log.steps.some((step) => step.includes('VoiceMail(555)'))).toBe(true);
  expect(server.messages).toEqual([WRITTEN]);
  await callAndHangUp(house, 32_800);
  expect(server.messages).toEqual([WRITTEN, WRITTEN]);
});

test('the caller leaves a message: it lies in the mailbox, and there is no notice', async () => {
  await using house = await open();
  const { pbx, server } = house;
  pbx.prompt('vm-intro', sine(400, 2000));
  pbx.prompt('beep', sine(400, 300));
  server.presence('pbx', 'me@example.org/desk', '');
  const call = pbx.call('201', '555', { context: 'phones', caller: { number: '201', name: 'Ada' } });
  await pbx.clock.advance(32_400);
  const speech = join(pbx.folder, 'speech.wav');
  writeFileSync(speech, wavBytes(sweep(4000)));
  call.say(speech);
  await pbx.clock.advance(4000);
  call.hangUp();
  await pbx.finish(call);
  await pbx.clock.advance(100);
  expect(pbx.pbx.ports.use(mailboxesPort).counts('555@default')?.unheard).toBe(1);
  expect(server.messages).toEqual([]);
});

test('an answered call makes no notice', async () => {
  await using house = await open();
  house.server.presence('pbx', 'me@example.org/desk', '');
  house.pbx.phone('555', answerAfter(1000));
  await callAndHangUp(house, 5000);
  expect(house.server.messages).toEqual([]);
});
