import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { mailboxChanged, mailboxesPort } from '../../src/pbx/ports/mailboxes.ts';
import type { ProcessEnd, Processes } from '../../src/pbx/ports/processes.ts';
import { sine, sweep, wavBytes } from '../support/audio.ts';
import { openTestPbx, startNothing, type TestPbx, testEnvironment } from '../support/test-pbx.ts';

const DIALPLAN = `[default]
exten => one,1,VoiceMail(100,s)
exten => two,1,VoiceMail(200,s)
exten => urgent,1,VoiceMail(100,sU)
`;

/** A machine on which commands are noted, and end as the test says. */
class FakeProcesses implements Processes {
  readonly environment = testEnvironment();
  readonly start = startNothing;
  readonly mails: string[] = [];
  readonly lines: string[] = [];
  readonly programs: string[][] = [];
  end: Pick<ProcessEnd, 'exitCode' | 'stderr'> = { exitCode: 0, stderr: '' };

  run: Processes['run'] = async ({ command, args }) => {
    this.programs.push([command, ...args]);
    return { ...this.end, stdout: Buffer.alloc(0) };
  };

  shell: Processes['shell'] = async (line, options) => {
    this.lines.push(line);
    if (this.end.exitCode === 0) this.mails.push(String(options?.stdin));
    return { ...this.end, stdout: Buffer.alloc(0) };
  };
}

async function open(processes: FakeProcesses, general = '', boxes = ''): Promise<TestPbx> {
  const voicemail = `[general]\nformat = wav\n${general}\n[zonemessages]\nkiritimati = Pacific/Kiritimati|IMp\n[default]\n100 => 4321,First Box,first@example.org|also@example.org,pager@example.org,tz=kiritimati\n${boxes}\n`;
  const pbx = await openTestPbx({ processes, config: { 'extensions.conf': DIALPLAN, 'voicemail.conf': voicemail } });
  pbx.prompt('beep', sine(400, 300));
  return pbx;
}

async function leave(pbx: TestPbx, exten = 'one', caller = { name: 'Alice', number: '42' }): Promise<void> {
  const call = pbx.call('alice', exten, { caller });
  await pbx.clock.advance(400);
  const speech = join(pbx.folder, 'speech.wav');
  writeFileSync(speech, wavBytes(sweep(3500)));
  call.say(speech);
  await pbx.clock.advance(3500);
  call.hangUp();
  await pbx.finish(call);
}

/** Reading sounds from disk takes turns of the event loop that virtual time knows nothing of. */
async function until(pbx: TestPbx, done: () => boolean): Promise<void> {
  while (!done()) await pbx.clock.advance(1);
}

test('a message goes out by the mail command: the e-mail with its sound, and a short one for the pager', async () => {
  const machine = new FakeProcesses();
  await using pbx = await open(machine, 'serveremail = pbx@example.org\nfromstring = Our PBX\nmailcmd = /bin/mail -t');
  await leave(pbx);
  await until(pbx, () => readdirSync(join(pbx.directories.spool, 'voicemail-mail', 'waiting')).length === 0);
  expect(machine.lines).toEqual(['/bin/mail -t', '/bin/mail -t']);
  const [mail = '', pager = ''] = machine.mails;
  const [head = '', ...parts] = mail.split('\n\n');
  expect(head.replace(/Message-ID: .*/, 'Message-ID: …')).toMatch(
    /^Date: .* 2026 .*\nFrom: "Our PBX" <pbx@example.org>\nTo: "First Box" <first@example.org>,\n "First Box" <also@example.org>\nSubject: \[PBX\]: New message 1 in mailbox 100\nMessage-ID: …\nX-Asterisk-CallerID: 42\nX-Asterisk-CallerIDName: Alice\n/,
  );
  expect(mail).toContain('Alice has left you a message of 0:03 (number 1)');
  expect(mail).toContain('on Thursday, January 01, 2026 at 02:00:03 PM');
  const sound = Buffer.from(parts.at(-1)?.split('\n--')[0] ?? '', 'base64');
  const path = join(pbx.directories.spool, 'voicemail', 'default', '100', 'INBOX', 'msg0000.wav');
  expect(sound.equals(readFileSync(path))).toBe(true);
  expect(pager).toContain('Subject: New VM\n');
  expect(pager).toContain('Message of 0:03 in box 100\nfrom Alice');
  expect(readdirSync(join(pbx.directories.spool, 'voicemail-mail', 'waiting'))).toEqual([]);
});

test('texts of the file, with variables; what a caller is called forges no header', async () => {
  const machine = new FakeProcesses();
  await using pbx = await open(
    machine,
    'emailsubject = ${VM_CALLERID} für ${VM_MAILBOX}\nemailbody = Hallo ${VM_NAME},\\n${VM_CIDNAME:0:5} ${VM_MSGNUM}\ncharset = UTF-8\npagersubject = ${VM_CIDNAME}',
  );
  await leave(pbx, 'one', { name: 'Eve\r\nBcc: all@example.org\n\n${SHELL(id)}', number: '42' });
  await until(pbx, () => machine.mails.length === 2);
  const [mail = '', pager = ''] = machine.mails;
  expect(`${mail}${pager}`).not.toMatch(/^Bcc/m);
  const subject = /Subject: (.*(?:\n .*)*)/.exec(mail)?.[1] ?? '';
  const decoded = subject.split('\n ').map((word) => Buffer.from(word.slice(10, -2), 'base64').toString());
  expect(decoded.join('')).toBe('"Eve Bcc: all@example.org ${SHELL(id)}" <42> für 100');
  expect(mail).toContain('Hallo First Box,\nEve B 1');
});

test('delete=yes: the message is gone once the mail is out, and only then', async () => {
  const machine = new FakeProcesses();
  machine.end = { exitCode: 127, stderr: 'mail: not found' };
  await using pbx = await open(machine, '', '200 => 1,Second,second@example.org,,delete=yes|attach=no');
  const counts = () => pbx.pbx.ports.use(mailboxesPort).counts('200@default');
  await leave(pbx, 'two');
  await until(pbx, () => pbx.log.of('warning').length > 0);
  expect(counts()).toEqual({ unheard: 1, urgent: 0, heard: 0 });
  expect(pbx.log.of('warning')).toContain(
    'voicemail e-mail cannot go out through the mail command /usr/sbin/sendmail: it ended with 127: mail: not found. It waits on disk and is tried again',
  );
  await pbx.clock.advance(3_600_000);
  expect(pbx.log.of('warning').filter((line) => line.includes('cannot go out'))).toHaveLength(1);
  machine.end = { exitCode: 0, stderr: '' };
  await pbx.clock.advance(1_800_000);
  await until(pbx, () => counts()?.unheard === 0);
  expect(machine.mails).toHaveLength(1);
  expect(machine.mails[0]).not.toContain('multipart');
  expect(counts()).toEqual({ unheard: 0, urgent: 0, heard: 0 });
  expect(pbx.log.of('notice').filter((line) => line.includes('goes out again'))).toHaveLength(1);
});

test('a mail that is refused for good lies among the failed ones, and the message in its mailbox', async () => {
  const machine = new FakeProcesses();
  machine.end = { exitCode: 67, stderr: 'no such user' };
  await using pbx = await open(machine, '', '200 => 1,Second,second@example.org,,delete=yes');
  await leave(pbx, 'two');
  const failed = join(pbx.directories.spool, 'voicemail-mail', 'failed');
  await until(pbx, () => pbx.log.of('error').length > 0);
  expect(pbx.log.of('error')).toEqual([
    `voicemail e-mail about message 1 of mailbox 200@default to second@example.org is refused by the mail command /usr/sbin/sendmail: it ended with 67: no such user. It lies in ${failed}`,
  ]);
  expect(readdirSync(failed).map((name) => name.replace(/.*\./, ''))).toEqual(['json', 'sound']);
  expect(pbx.pbx.ports.use(mailboxesPort).counts('200@default')?.unheard).toBe(1);
});

test('externnotify is run without a shell, with what lies in the mailbox', async () => {
  const machine = new FakeProcesses();
  await using pbx = await open(machine, 'externnotify = /bin/notify --mwi');
  await leave(pbx);
  await leave(pbx, 'urgent');
  expect(machine.programs).toEqual([
    ['/bin/notify', '--mwi', 'default', '100', '1', '0', '0'],
    ['/bin/notify', '--mwi', 'default', '100', '1', '0', '1'],
  ]);
});

test('messages that other programs take away are noticed', async () => {
  await using pbx = await open(new FakeProcesses(), 'pollmailboxes = yes\npollfreq = 10');
  const seen: string[] = [];
  pbx.pbx.bus.on(mailboxChanged, ({ mailbox, counts }) => void seen.push(`${mailbox} ${counts.unheard}`));
  await leave(pbx);
  const base = join(pbx.directories.spool, 'voicemail', 'default', '100', 'INBOX', 'msg0000');
  expect(existsSync(`${base}.txt`)).toBe(true);
  await pbx.clock.advance(30_000);
  rmSync(`${base}.txt`);
  rmSync(`${base}.wav`);
  await pbx.clock.advance(11_000);
  expect(seen).toEqual(['100@default 1', '100@default 0']);
});

test('mail that waits goes on after a restart of the module', async () => {
  const machine = new FakeProcesses();
  machine.end = { exitCode: 127, stderr: '' };
  await using pbx = await open(machine);
  await leave(pbx);
  await until(pbx, () => pbx.log.of('warning').length > 0);
  const run = (line: string) => pbx.pbx.ports.use(commandsPort).run(line);
  await run('module unload app_voicemail.so');
  machine.end = { exitCode: 0, stderr: '' };
  await pbx.clock.advance(60_000);
  expect(machine.mails).toEqual([]);
  await run('module load app_voicemail.so');
  await until(pbx, () => machine.mails.length === 2);
});
