import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mailboxChanged, mailboxesPort } from '../../src/pbx/ports/mailboxes.ts';
import { sine, wavBytes } from '../support/audio.ts';
import type { FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const VOICEMAIL = `; our mailboxes
[general]
format = wav
pollmailboxes = yes
[default]
100 => 4321,First Box
200 => 1,Second Box
300 => -9,Fixed
`;
const DIALPLAN = `[default]
exten => ask,1,VoiceMailMain()
 same => n,NoOp(after)
exten => mine,1,VoiceMailMain(100@default)
 same => n,NoOp(after)
exten => open,1,VoiceMailMain(100,s)
exten => play,1,VoiceMailMain(100,sa(0))
exten => silent,1,VMAuthenticate(,s)
 same => n,NoOp(\${AUTH_MAILBOX})
exten => loud,1,VMAuthenticate()
 same => n,NoOp(\${AUTH_MAILBOX})
exten => auth,1,VMAuthenticate(200@default)
 same => n,NoOp(\${AUTH_MAILBOX} \${AUTH_CONTEXT})
exten => name,1,VMSayName(100)
 same => n,VMSayName(999@default)
 same => n,NoOp(\${CHANNEL(state)})
exten => message,1,VoiceMailPlayMsg(100@default,x-0)
 same => n,NoOp(\${CHANNEL(state)} \${VOICEMAIL_PLAYBACKSTATUS})
 same => n,VoiceMailPlayMsg(100@default,x-9)
 same => n,NoOp(\${VOICEMAIL_PLAYBACKSTATUS})
exten => a,1,NoOp(star)
`;

const PROMPTS =
  `vm-login vm-password vm-incorrect vm-incorrect-mailbox vm-goodbye vm-youhave vm-no vm-messages vm-message vm-INBOX vm-Old vm-and
vm-onefor vm-opts vm-helpexit vm-first vm-last vm-received vm-deleted vm-undeleted vm-options vm-newpassword vm-reenterpassword vm-passchanged
vm-mismatch vm-rec-unv vm-review vm-msgsaved vm-savefolder vm-savedto vm-extension vm-then-pound vm-msgforwarded vm-press vm-for vm-advopts vm-repeat
vm-Work vm-Family vm-Friends vm-tocancel vm-changeto vm-delete vm-undelete vm-toforward vm-savemessage vm-next vm-prev vm-nomore beep pbx-invalid
digits/at digits/0 digits/9 digits/1 digits/2 digits/12 digits/oclock digits/a-m`.split(/\s+/);

async function open(): Promise<TestPbx> {
  const pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN, 'voicemail.conf': VOICEMAIL } });
  for (const name of PROMPTS) pbx.prompt(name, sine(400, 40));
  return pbx;
}

/** Puts a message there as another program would. */
function put(pbx: TestPbx, number: number, caller: string, folder = 'INBOX'): void {
  const path = boxPath(pbx, '100', folder);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, `msg000${number}.wav`), wavBytes(sine(400, 500)));
  const text = `[message]\norigmailbox=100\ncallerid=${caller}\norigtime=1767225600\nmsg_id=x-${number}\nduration=1\n`;
  writeFileSync(join(path, `msg000${number}.txt`), text);
}

function boxPath(pbx: TestPbx, box: string, ...more: string[]): string {
  return join(pbx.directories.spool, 'voicemail', 'default', box, ...more);
}

const caller = (pbx: TestPbx, box: string, folder: string, number = 0): string | undefined => {
  const path = boxPath(pbx, box, folder, `msg000${number}.txt`);
  return existsSync(path) ? /callerid=(.*)/.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
};

/** Presses keys with time to hear between them; `,` waits longer. */
async function keys(pbx: TestPbx, call: FakeCall, text: string): Promise<void> {
  for (const key of text) {
    if (key !== ',') void call.press(key);
    await pbx.clock.advance(key === ',' ? 1500 : 300);
  }
}

test('log in, hear, delete, keep, leave: numbers close up and what was heard goes to Old', async () => {
  await using pbx = await open();
  for (const [number, name] of ['Ann', 'Bob', 'Cid'].entries()) put(pbx, number, name);
  const call = pbx.call('alice', 'ask');
  await pbx.clock.advance(300);
  await keys(pbx, call, '100#4321#,1,,7,6,,9,2,#');
  await pbx.finish(call);
  expect(pbx.log.steps.at(-1)).toBe('ask@default:2 NoOp(after)');
  expect(caller(pbx, '100', 'INBOX')).toBe('Cid');
  expect(caller(pbx, '100', 'INBOX', 1)).toBeUndefined();
  expect(caller(pbx, '100', 'Work')).toBe('Bob');
  expect(pbx.pbx.ports.use(mailboxesPort).counts('100')).toEqual({ unheard: 1, urgent: 0, heard: 0 });
});

test('a hangup while listening keeps the message as heard; 7 twice deletes nothing', async () => {
  await using pbx = await open();
  put(pbx, 0, 'Ann');
  const call = pbx.call('alice', 'play');
  await pbx.clock.advance(2000);
  await keys(pbx, call, '77');
  call.hangUp();
  await pbx.finish(call);
  expect([caller(pbx, '100', 'Old'), caller(pbx, '100', 'INBOX')]).toEqual(['Ann', undefined]);
});

test('after wrong passwords the call goes on; * leads to a; VMAuthenticate tells who it is, and ends the call of who does not know', async () => {
  await using pbx = await open();
  const wrong = pbx.call('alice', 'mine');
  await keys(pbx, wrong, ',1#,2#,3#,,');
  await pbx.finish(wrong);
  expect(pbx.log.steps).toEqual(['mine@default:1 VoiceMailMain(100@default)', 'mine@default:2 NoOp(after)']);
  const star = pbx.call('alice', 'ask');
  await keys(pbx, star, ',*#');
  await pbx.finish(star);
  expect(pbx.log.steps.at(-1)).toBe('a@default:1 NoOp(star)');
  const auth = pbx.call('alice', 'auth');
  await keys(pbx, auth, ',1#');
  await pbx.finish(auth);
  expect(pbx.log.steps.at(-1)).toBe('auth@default:2 NoOp(200 default)');
  const refused = pbx.call('alice', 'auth');
  await keys(pbx, refused, ',3#,,3#,,3#,,');
  await pbx.finish(refused);
  expect(pbx.log.steps.at(-1)).toBe('auth@default:1 VMAuthenticate(200@default)');
});

test.each([
  ['loud', ['vm-login', 'vm-password', 'auth-thankyou']],
  ['silent', ['vm-password', 'auth-thankyou']],
])('VMAuthenticate, %s, asks for the mailbox', async (exten, said) => {
  await using pbx = await open();
  const call = pbx.call('alice', exten);
  await keys(pbx, call, ',200#,1#,');
  await pbx.finish(call);
  expect(pbx.log.steps.at(-1)).toBe(`${exten}@default:2 NoOp(200)`);
  expect(pbx.log.lines.flatMap((line) => /Playing '([^'.]+)/.exec(line)?.[1] ?? [])).toEqual(said);
});

test('the owner changes the password: it is in voicemail.conf and counts at once', async () => {
  await using pbx = await open();
  const call = pbx.call('alice', 'open');
  await keys(pbx, call, ',0,5,77#,77#,*#');
  call.hangUp();
  await pbx.finish(call);
  const file = readFileSync(join(pbx.directories.etc, 'voicemail.conf'), 'utf8');
  expect(file).toBe(VOICEMAIL.replace('100 => 4321', '100 => 77'));
  const again = pbx.call('alice', 'mine');
  await keys(pbx, again, ',77#,#');
  await pbx.finish(again);
  expect(pbx.log.steps.at(-1)).toBe('mine@default:2 NoOp(after)');
});

test('the owner records a greeting, and sends a message on', async () => {
  await using pbx = await open();
  put(pbx, 0, 'Ann');
  const call = pbx.call('alice', 'open');
  await keys(pbx, call, ',0,1,,#,1,*,1,,8,200#,2,,#');
  call.hangUp();
  await pbx.finish(call);
  expect(existsSync(boxPath(pbx, '100', 'unavail.wav'))).toBe(true);
  expect(caller(pbx, '200', 'INBOX')).toBe('Ann');
});

test('messages that another program puts there light the lamp', async () => {
  await using pbx = await open();
  const told: string[] = [];
  pbx.pbx.bus.on(mailboxChanged, ({ mailbox, counts }) => void told.push(`${mailbox} ${counts.unheard}`));
  put(pbx, 0, 'Ann');
  await pbx.clock.advance(61_000);
  expect(told).toEqual(['100@default 1']);
});

test('names and single messages', async () => {
  await using pbx = await open();
  put(pbx, 0, 'Ann', 'Work');
  const played = (): string[] =>
    pbx.log.of('verbose').flatMap((line) => /Playing '(?:\S*\/)?(.*?)\.\w+' \(/.exec(line)?.[1] ?? []);
  const told = (): string | undefined => pbx.log.steps.at(-1)?.replace(/^.*? NoOp/, '');
  const spelled = pbx.call('alice', 'name');
  await pbx.finish(spelled);
  expect(played().join(' ')).toBe('vm-extension 1 0 0 vm-extension 9 9 9');
  expect(told()).toBe('(Ring)');
  writeFileSync(boxPath(pbx, '100', 'greet.wav'), wavBytes(sine(400, 100)));
  await pbx.finish(pbx.call('alice', 'name'));
  expect(played().slice(8)[0]).toBe('greet');
  await pbx.finish(pbx.call('alice', 'message'));
  expect(pbx.log.steps.filter((step) => step.startsWith('message@')).filter((step) => step.includes('NoOp'))).toEqual([
    'message@default:2 NoOp(Up SUCCESS)',
    'message@default:4 NoOp(FAILED)',
  ]);
  expect(caller(pbx, '100', 'Work')).toBe('Ann');
});

test('a message that has lost its sound is told of, stays new, and does not end the call', async () => {
  await using pbx = await open();
  for (const number of [0, 1]) put(pbx, number, `caller ${number}`);
  rmSync(boxPath(pbx, '100', 'INBOX', 'msg0000.wav'));
  const call = pbx.call('alice', 'play');
  await pbx.clock.advance(2000);
  await keys(pbx, call, ',6,,');
  call.hangUp();
  await pbx.finish(call);
  expect(pbx.log.of('warning').some((line) => line.includes('msg0000 has no sound'))).toBe(true);
  expect([caller(pbx, '100', 'INBOX'), caller(pbx, '100', 'Old')]).toEqual(['caller 0', 'caller 1']);
});
