import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sine, wavBytes } from '../support/audio.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

// The prompts that follow keys are as a real Asterisk 16 played them.

const CALLERS = ['"Ann" <200>', '5551234', 'Unknown'];
const DIALPLAN = `[default]
exten => main,1,VoiceMailMain(\${BOX}@default,s)
 same => n,NoOp(after)
exten => look,1,VoiceMailMain(\${BOX}@default,sr)
exten => work,1,VoiceMailMain(\${BOX}@default,sa(Work))
 same => n,NoOp(after)
exten => leave,1,VoiceMail(\${BOX},s)
 same => n,NoOp(\${VMSTATUS})
exten => o,1,NoOp(operator \${VMSTATUS})
[out]
exten => _X.,1,NoOp(out)
`;
const SOUNDS =
  `youhave no messages message INBOX Old Urgent Work Family Friends and onefor onefor-full opts opts-full helpexit first last received
deleted undeleted undelete delete advopts repeat next prev nomore toforward savemessage savefolder savedto press for tocancel changeto starmain
toreply tohearenv leavemsg tomakecall tocallback from-phonenumber unknown-caller nonumber nobox sorry intro extension forwardoptions msgforwarded
options newpassword reenterpassword passchanged mismatch pls-try-again invalid-password rec-unv rec-busy rec-name rec-temp review review-urgent
review-nonurgent reachoper saveoper marked-urgent marked-nonurgent msgsaved tmpexists tempgreeting2 tempremoved newuser goodbye mailboxfull
enter-num-to-call then-pound star-cancel dialout num-i-have tocallnum calldiffnum duration minutes`
    .split(/\s+/)
    .map((name) => `vm-${name}`);
const OTHER =
  'beep auth-thankyou transfer pbx-invalid digits/at digits/0 digits/1 digits/2 digits/3 digits/4 digits/5 digits/12 digits/oclock digits/a-m'.split(
    ' ',
  );

interface House {
  readonly pbx: TestPbx;
  /** Calls an extension, presses keys with time to hear between them (`,` waits a second), and hangs up. @returns what was played. */
  keys(exten: string, text: string): Promise<string>;
  /** The callers of the messages in a folder. */
  callers(folder: string, box?: string): string[];
  path(...parts: string[]): string;
  [Symbol.asyncDispose](): Promise<void>;
}

async function open(
  options: string,
  { messages = CALLERS, folder = 'INBOX', general = '', box = '100 => 4321,Ours' } = {},
): Promise<House> {
  const voicemail = `[general]\nformat=wav\nenvelope=no\n${general}\n[default]\n${box},,,${options}\n200 => 1,Ann\n`;
  const pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN, 'voicemail.conf': voicemail } });
  for (const name of [...SOUNDS, ...OTHER]) pbx.prompt(name, sine(400, 100));
  const path = (...parts: string[]): string => join(pbx.directories.spool, 'voicemail', 'default', ...parts);
  mkdirSync(path('100', folder), { recursive: true });
  messages.forEach((caller, number) => {
    const base = path('100', folder, `msg000${number}`);
    writeFileSync(`${base}.wav`, wavBytes(sine(400, 2000)));
    const flag = folder === 'Urgent' ? 'Urgent' : '';
    const facts = `callerid=${caller}\norigtime=1767225600\nmsg_id=x-${number}\nflag=${flag}\nduration=2\n`;
    writeFileSync(`${base}.txt`, `[message]\norigmailbox=100\n${facts}`);
  });
  return {
    pbx,
    path,
    async keys(exten, text) {
      const before = pbx.log.lines.length;
      const call = pbx.call('alice', exten, { variables: { BOX: '100' } });
      await pbx.clock.advance(1000);
      for (const key of text) {
        if (key !== ',') void call.press(key);
        await pbx.clock.advance(key === ',' ? 1000 : 300);
      }
      call.hangUp();
      await pbx.finish(call);
      return pbx.log.lines
        .slice(before)
        .flatMap((line) => /Playing '(.*?)(?:\.\w+)?' \(/.exec(line)?.[1] ?? [])
        .map((name) =>
          name
            .replace(/^vm-/, '')
            .replace(/.*\/(msg\d+)$/, '$1')
            .replace(/.*\/tmp\/.*/, 'recording'),
        )
        .join(' ');
    },
    callers(where, mailbox = '100') {
      const text = (number: number): string => path(mailbox, where, `msg000${number}.txt`);
      const found: string[] = [];
      for (let number = 0; existsSync(text(number)); number++)
        found.push(/callerid=(.*)/.exec(readFileSync(text(number), 'utf8'))?.[1] ?? '');
      return found;
    },
    [Symbol.asyncDispose]: () => pbx.close(),
  };
}

test('who presses nothing hears the menu three times and is let go', async () => {
  await using house = await open('');
  const menu = 'onefor INBOX messages opts helpexit';
  expect(await house.keys('main', ',,,,,,,,,,,,,,,,,,,,,,,,,,')).toBe(
    `youhave digits/3 INBOX messages ${menu} ${menu} ${menu} goodbye`,
  );
  expect(house.pbx.log.steps.at(-1)).toBe('main@default:2 NoOp(after)');
});

test('a message, what can be pressed after it, the next, the last, and back', async () => {
  await using house = await open('');
  const heard = await house.keys('main', '1,,,,6,,,,6,,,,6,4,,,,4,,,,4,');
  expect(heard).toBe(
    [
      'youhave digits/3 INBOX messages onefor first message msg0000 advopts repeat next delete toforward savemessage helpexit',
      'message digits/2 msg0001 prev advopts repeat next delete toforward savemessage helpexit',
      'last message msg0002 prev advopts repeat delete toforward savemessage helpexit',
      'nomore prev advopts repeat delete toforward savemessage helpexit',
      'message digits/2 msg0001 prev advopts repeat next delete toforward savemessage helpexit',
      'first message msg0000 advopts repeat next delete toforward savemessage helpexit',
      'nomore advopts repeat next delete toforward savemessage helpexit',
    ].join(' '),
  );
});

test.each([
  ['#', / goodbye$/],
  ['*', / onefor INBOX$/],
  ['', / deleted advopts$/],
])('what was deleted is gone after %s', async (way, played) => {
  await using house = await open('');
  expect(await house.keys('main', `1,7${way}`)).toMatch(played);
  expect(house.callers('INBOX')).toEqual(CALLERS.slice(1));
});

test('* tells the longer menu, where a message is open', async () => {
  await using house = await open('');
  expect(await house.keys('main', '1,,,,*,,')).toMatch(
    / onefor INBOX messages opts onefor-full INBOX messages opts-full repeat next delete toforward savemessage helpexit$/,
  );
});

test('option r lets nobody delete', async () => {
  await using house = await open('');
  expect(await house.keys('look', '1,,,,7,,')).toMatch(/helpexit advopts repeat next toforward savemessage helpexit$/);
  expect(house.callers('INBOX')).toEqual(CALLERS.slice(1));
  expect(house.callers('Old')).toEqual(['"Ann" <200>']);
});

test('keys skip, pause and restart a message; 1 passes over what is said before it', async () => {
  await using house = await open('saycid=yes', { messages: ['5551234'] });
  expect(await house.keys('main', '11,#,,')).toMatch(/first message from-phonenumber msg0000 advopts/);
  await using paused = await open('', { messages: ['5551234'], folder: 'Old' });
  expect(await paused.keys('main', '1,0,,,,,0,,')).toMatch(/Old message .*first message msg0000 advopts/);
});

test('an empty mailbox', async () => {
  await using house = await open('', { messages: [] });
  expect(await house.keys('main', '1,6,7,8,9,4,3,*')).toBe(
    [
      'youhave no messages opts helpexit youhave no Urgent messages opts helpexit nomore opts helpexit opts helpexit',
      'nomore opts helpexit opts helpexit nomore opts helpexit starmain opts helpexit',
    ].join(' '),
  );
  expect(await house.keys('work', ',')).toBe('youhave no Work messages goodbye');
});

test('what is urgent comes before what is new, in a folder of its own', async () => {
  await using house = await open('', { messages: ['5551234'], folder: 'Urgent' });
  mkdirSync(house.path('100', 'INBOX'), { recursive: true });
  writeFileSync(house.path('100', 'INBOX', 'msg0000.wav'), wavBytes(sine(400, 500)));
  writeFileSync(house.path('100', 'INBOX', 'msg0000.txt'), '[message]\ncallerid=new\nmsg_id=n\n');
  expect(await house.keys('main', ',1,,,,6,,')).toBe(
    [
      'youhave digits/1 Urgent and digits/1 INBOX message onefor Urgent messages opts helpexit',
      'first Urgent message msg0000 advopts repeat next delete toforward savemessage helpexit',
      'first message msg0000 advopts repeat delete toforward savemessage helpexit',
    ].join(' '),
  );
  expect(house.callers('Old')).toEqual(['5551234', 'new']);
});

test('a message goes to a folder, and a folder is opened', async () => {
  await using house = await open('');
  const heard = await house.keys('main', '1,9,,,,,,,,2,2,2,,');
  expect(heard).toContain(
    'savefolder press digits/0 for INBOX messages digits/1 for Old messages digits/2 for Work messages digits/3 for Family messages',
  );
  expect(heard).toContain('message digits/1 savedto Work messages');
  expect(heard).toMatch(/changeto press digits\/0.* Work messages onefor Work messages opts helpexit$/);
  expect(house.callers('Work')).toEqual(['"Ann" <200>']);
});

test('backupdeleted keeps the last ones that were deleted', async () => {
  await using house = await open('backupdeleted=1|nextaftercmd=yes');
  expect(await house.keys('main', '1,7,7,#')).toMatch(/deleted message digits\/2 .*deleted last message/);
  expect([house.callers('INBOX'), house.callers('Deleted')]).toEqual([[], ['5551234']]);
});

test('the advanced options: envelope, and a reply to who has a mailbox', async () => {
  await using house = await open('');
  const heard = await house.keys('main', '1,3,,3,,,3,1,,,#,,6,3,1,,6,3,1,');
  expect(heard).toContain('toreply tohearenv starmain');
  expect(heard).toContain('from-phonenumber digits/2 digits/0 digits/0 advopts');
  expect(heard).toContain('intro beep auth-thankyou advopts');
  expect(heard).toContain('nobox prev advopts');
  expect(heard).toMatch(/nonumber prev advopts/);
  expect(house.callers('INBOX', '200')).toEqual(['alice']);
});

test('a message is sent from within a mailbox where sendvoicemail allows it', async () => {
  await using house = await open('sendvoicemail=yes');
  const heard = await house.keys('main', '3,5200#,,,,#,');
  expect(heard).toMatch(/leavemsg starmain extension digits\/2 digits\/0 digits\/0 intro beep auth-thankyou onefor/);
  expect(house.callers('INBOX', '200')).toEqual(['alice']);
  await using closed = await open('');
  expect(await closed.keys('main', '3,5,')).toMatch(/starmain sorry onefor INBOX/);
});

test('calls out, by number and back to who left the message', async () => {
  await using house = await open('dialout=out|callback=out');
  expect(await house.keys('main', '3,4,,,12345#,')).toMatch(
    /tomakecall starmain enter-num-to-call then-pound star-cancel dialout$/,
  );
  expect(house.pbx.log.steps.at(-1)).toBe('12345@out:1 NoOp(out)');
  expect(await house.keys('main', '1,3,,2,,,1,,')).toMatch(
    /toreply tocallback tohearenv tomakecall starmain num-i-have digits\/2 digits\/0 digits\/0 tocallnum calldiffnum star-cancel dialout$/,
  );
  expect(house.pbx.log.steps.at(-1)).toBe('200@out:1 NoOp(out)');
});

test('a message is sent on, with a comment before it', async () => {
  await using house = await open('');
  expect(await house.keys('main', '1,8999#,,100#,,200#,,1,,#,,')).toMatch(
    /extension pbx-invalid extension pbx-invalid extension digits\/2 digits\/0 digits\/0 forwardoptions starmain beep msgforwarded advopts/,
  );
  const size = (...parts: string[]): number => readFileSync(house.path(...parts)).length;
  expect(size('200', 'INBOX', 'msg0000.wav')).toBeGreaterThan(size('100', 'INBOX', 'msg0000.wav') + 16_000);
  expect(readFileSync(house.path('200', 'INBOX', 'msg0000.wav')).readUInt32LE(40)).toBe(
    size('200', 'INBOX', 'msg0000.wav') - 44,
  );
  expect(house.callers('INBOX', '200')).toEqual(['"Ann" <200>']);
});

test('greetings: recorded, heard, said again, kept; a temporary one reminds of itself and is removed', async () => {
  await using house = await open('');
  const heard = await house.keys('main', '0,1,,#,,2,,,3,,#,,*,1,4,,#,,1,,4,2,*');
  expect(heard).toContain(
    'options rec-unv beep auth-thankyou review recording review rec-unv beep auth-thankyou review sorry review msgsaved options',
  );
  expect(heard).toContain(
    'rec-temp beep auth-thankyou review msgsaved tmpexists options tempgreeting2 tempremoved options',
  );
  expect([existsSync(house.path('100', 'unavail.wav')), existsSync(house.path('100', 'temp.wav'))]).toEqual([
    true,
    false,
  ]);
});

test('a new password is long enough and said twice', async () => {
  await using house = await open('', { general: 'minpassword=3' });
  expect(await house.keys('main', '0,5,7#,,5,777#,778#,,,5,777#,777#,')).toMatch(
    /newpassword invalid-password pls-try-again options newpassword reenterpassword mismatch pls-try-again options newpassword reenterpassword passchanged options$/,
  );
  expect(readFileSync(join(house.pbx.directories.etc, 'voicemail.conf'), 'utf8')).toContain('100 => 777,Ours');
});

test('a new owner records name and greetings and chooses a password before anything else', async () => {
  await using house = await open('forcename=yes|forcegreetings=yes', { box: '100 => 100,New' });
  expect(await house.keys('main', ',#,,1,,,#,,1,,,#,,1,77#,77#,,')).toMatch(
    /^newuser rec-name beep auth-thankyou review msgsaved rec-unv beep auth-thankyou review msgsaved rec-busy beep auth-thankyou review msgsaved newpassword reenterpassword passchanged youhave/,
  );
  expect(await house.keys('main', ',')).toMatch(/^youhave digits\/3/);
});

test('a caller hears, marks and keeps the message where review is on', async () => {
  await using house = await open('review=yes|operator=yes', { messages: [] });
  expect(await house.keys('leave', ',#,,2,,,,4,,4,,4,,9,,1,')).toBe(
    [
      'beep auth-thankyou review review-urgent reachoper recording review review-urgent reachoper marked-urgent',
      'review review-nonurgent reachoper marked-nonurgent review review-urgent reachoper marked-urgent',
      'review review-nonurgent reachoper sorry review review-nonurgent reachoper msgsaved',
    ].join(' '),
  );
  expect(house.callers('Urgent')).toEqual(['alice']);
});

test('a message that was marked as urgent is that also after a hangup', async () => {
  await using house = await open('review=yes', { messages: [] });
  expect(await house.keys('leave', ',#,,4,')).toMatch(/review review-urgent marked-urgent review/);
  expect(house.callers('Urgent')).toEqual(['alice']);
});

test.each([
  ['1', 'msgsaved', ['alice']],
  ['2', 'deleted', []],
])('on the way to the operator %s decides over the message', async (key, played, kept) => {
  await using house = await open('operator=yes', { messages: [] });
  expect(await house.keys('leave', `,0,${key},,`)).toBe(`beep saveoper ${played} transfer`);
  expect(house.pbx.log.steps.at(-1)).toBe('o@default:1 NoOp(operator USEREXIT)');
  expect(house.callers('INBOX')).toEqual(kept);
});

test('a mailbox with maxmsg=0 only greets', async () => {
  await using house = await open('maxmsg=0', { messages: [] });
  expect(await house.keys('leave', ',,')).toBe('');
  expect(house.pbx.log.steps.at(-1)).toBe('leave@default:2 NoOp(SUCCESS)');
});
