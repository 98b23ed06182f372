import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { mailboxesPort } from '../../src/pbx/ports/mailboxes.ts';
import { readSound, sine, sweep, wavBytes } from '../support/audio.ts';
import type { FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const VOICEMAIL = `[general]
format = wav|gsm
minsecs = 2
operator = yes
[default]
100 => 4321,First Box
200 => 4321,Second Box,second@example.org,,minsecs=0|maxmsg=1
[work]
100 => 1,Worker
`;
const DIALPLAN = `[default]
exten => plain,1,VoiceMail(100)
 same => n,NoOp(after \${VMSTATUS})
exten => busy,1,VoiceMail(100,b)
exten => early,1,VoiceMail(100,ue)
exten => two,1,VoiceMail(100&200&100@work,sU)
exten => nobody,1,VoiceMail(999,u)
 same => n,NoOp(after \${VMSTATUS})
exten => full,1,VoiceMail(200,s)
 same => n,NoOp(after \${VMSTATUS})
exten => o,1,NoOp(the operator, \${VMSTATUS})
exten => a,1,NoOp(the star, \${VMSTATUS})
exten => h,1,NoOp(h \${VMSTATUS})
exten => facts,1,NoOp(\${VMCOUNT(100)} \${VMCOUNT(100&100@work,Urgent)} \${VM_INFO(200,email)} \${VM_INFO(9,exists)} \${MAILBOX_EXISTS(100@work)})
`;

async function open(): Promise<TestPbx> {
  const pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN, 'voicemail.conf': VOICEMAIL } });
  for (const [name, ms] of [
    ['vm-intro', 2000],
    ['vm-theperson', 500],
    ['vm-isonphone', 500],
    ['vm-mailboxfull', 500],
    ['beep', 300],
    ['auth-thankyou', 300],
  ] as const)
    pbx.prompt(name, sine(400, ms));
  return pbx;
}

/** What a mailbox's folder holds of one message. */
function message(pbx: TestPbx, box: string, folder = 'INBOX', number = 0): { text: string; base: string } {
  const base = join(pbx.directories.spool, 'voicemail', box, folder, `msg000${number}`);
  return { base, text: existsSync(`${base}.txt`) ? readFileSync(`${base}.txt`, 'utf8') : '' };
}

/** A file of somebody speaking. */
function speech(pbx: TestPbx, ms: number): string {
  const path = join(pbx.folder, `speech-${ms}.wav`);
  writeFileSync(path, wavBytes(sweep(ms)));
  return path;
}

/** Speaks for so long once the beep is over. */
async function speak(pbx: TestPbx, call: FakeCall, afterMs: number, ms: number): Promise<void> {
  await pbx.clock.advance(afterMs);
  call.say(speech(pbx, ms));
  await pbx.clock.advance(ms);
}

test('a caller leaves a message and hangs up: it lies there as Asterisk would have it, and lamps know', async () => {
  await using pbx = await open();
  const call = pbx.call('alice', 'plain', { caller: { name: 'Alice', number: '42' } });
  await speak(pbx, call, 2400, 3500);
  call.hangUp();
  await pbx.finish(call);
  const { text, base } = message(pbx, 'default/100');
  expect(text.replace(/\d{10}/g, '<time>')).toBe(`;
; Message Information file
;
[message]
origmailbox=100
context=default
macrocontext=
exten=plain
rdnis=unknown
priority=1
callerchan=${call.channel.name}
callerid="Alice" <42>
origdate=Thu Jan  1 12:00:02 AM UTC 2026
origtime=<time>
category=
msg_id=<time>-${/msg_id=\d+-(\w{8})/.exec(text)?.[1]}
flag=
duration=3
`);
  expect(readSound(`${base}.wav`).samples.length / 8000).toBeCloseTo(3.5, 0);
  expect(existsSync(`${base}.gsm`)).toBe(true);
  expect(pbx.log.steps.at(-1)).toBe('h@default:1 NoOp(h SUCCESS)');
  expect(pbx.pbx.ports.use(mailboxesPort).counts('100@default')).toEqual({ unheard: 1, urgent: 0, heard: 0 });
});

test('who hangs up during the greeting, or says too little, has left nothing', async () => {
  await using pbx = await open();
  const early = pbx.call('alice', 'busy');
  await pbx.clock.advance(1500);
  early.hangUp();
  await pbx.finish(early);
  const short = pbx.call('alice', 'plain');
  await speak(pbx, short, 2400, 1000);
  short.hangUp();
  await pbx.finish(short);
  expect(pbx.log.steps.filter((step) => step.startsWith('h@'))).toEqual(Array(2).fill('h@default:1 NoOp(h FAILED)'));
  expect(message(pbx, 'default/100').text).toBe('');
});

test('with e the greeting is early media, and the call is answered for the message', async () => {
  await using pbx = await open();
  const call = pbx.call('alice', 'early');
  await pbx.clock.advance(1000);
  expect([call.indications, call.channel.isUp]).toEqual([['progress'], false]);
  await pbx.clock.advance(4000);
  expect(call.channel.isUp).toBe(true);
  call.hangUp();
  await pbx.finish(call);
});

test('several mailboxes get the message, marked as urgent', async () => {
  await using pbx = await open();
  const call = pbx.call('alice', 'two');
  await speak(pbx, call, 400, 3000);
  void call.press('#');
  await pbx.finish(call);
  for (const box of ['default/100', 'default/200', 'work/100'])
    expect(message(pbx, box, 'Urgent').text).toContain('flag=Urgent');
  await pbx.finish(pbx.call('alice', 'facts'));
  expect(pbx.log.steps.at(-2)).toBe('facts@default:1 NoOp(1 2 second@example.org 0 1)');
});

test('0 leads to the operator, * to the extension a; no mailbox and a full one fail', async () => {
  await using pbx = await open();
  const press = async (digit: string): Promise<void> => {
    const call = pbx.call('alice', 'plain');
    await pbx.clock.advance(500);
    void call.press(digit);
    await pbx.finish(call);
  };
  await press('0');
  await press('*');
  await pbx.finish(pbx.call('alice', 'nobody'));
  expect(pbx.log.has("No entry in voicemail config file for '999'")).toBe(true);
  for (let n = 0; n < 2; n++) {
    const call = pbx.call('alice', 'full');
    await speak(pbx, call, 400, 1000);
    void call.press('#');
    await pbx.finish(call);
  }
  expect(pbx.log.steps.filter((step) => /NoOp\((the|after)/.test(step))).toEqual([
    'o@default:1 NoOp(the operator, USEREXIT)',
    'a@default:1 NoOp(the star, USEREXIT)',
    'nobody@default:2 NoOp(after FAILED)',
    'full@default:2 NoOp(after SUCCESS)',
    'full@default:2 NoOp(after FAILED)',
  ]);
  const shown = await pbx.pbx.ports.use(commandsPort).run('voicemail show users for default');
  expect(shown.text).toBe(
    [
      'Context    Mbox  User                      Zone       NewMsg',
      'default    100   First Box                                 0',
      'default    200   Second Box                                1',
      '2 voicemail users configured.',
      '',
    ].join('\n'),
  );
});
