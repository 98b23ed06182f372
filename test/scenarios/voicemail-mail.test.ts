import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Processes, ProcessRequest } from '../../src/pbx/ports/processes.ts';
import { sine, sweep, wavBytes } from '../support/audio.ts';
import { openTestPbx, startNothing, type TestPbx, testEnvironment } from '../support/test-pbx.ts';

const VOICEMAIL = `[general]
format = wav
mailcmd = /bin/mail-it
externnotify = /bin/tell
emailsubject = From \${VM_CALLERID}: \${VM_DUR}
emailbody = Dear \${VM_NAME},\\nnumber \${VM_MSGNUM} in \${VM_MAILBOX}\${NOTHING}. $[1+2] \${IF($[\${VM_MSGNUM}=1]?first:later)} \${LEN(\${VM_CIDNUM})} \${VMCOUNT(100)}
[default]
100 => 1,First Box,first@example.org,pager@example.org
200 => 1,Second Box,second@example.org,,delete=yes|attach=no
`;
const DIALPLAN = `[default]
exten => _X.,1,VoiceMail(\${EXTEN},s)
`;

/** Runs nothing, and remembers what it was to run. */
class Shell implements Processes {
  readonly environment = testEnvironment();
  readonly start = startNothing;
  readonly ran: { line: string; input: string }[] = [];
  exitCode = 0;

  run() {
    return Promise.reject(new Error('not in this test'));
  }

  shell(line: string, { stdin = '' }: Omit<ProcessRequest, 'command' | 'args'> = {}) {
    this.ran.push({ line, input: stdin.toString() });
    return Promise.resolve({ exitCode: this.exitCode, stdout: Buffer.alloc(0), stderr: 'no way out' });
  }

  /** The mails that were handed over. */
  get mails(): string[] {
    return this.ran.flatMap(({ line, input }) => (line === '/bin/mail-it' ? [input] : []));
  }
}

async function open(shell: Shell): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: { 'extensions.conf': DIALPLAN, 'voicemail.conf': VOICEMAIL },
    processes: shell,
  });
  for (const name of ['beep', 'auth-thankyou']) pbx.prompt(name, sine(400, 200));
  return pbx;
}

async function leave(pbx: TestPbx, box: string): Promise<void> {
  const path = join(pbx.folder, 'speech.wav');
  writeFileSync(path, wavBytes(sweep(2500)));
  const call = pbx.call('alice', box, { caller: { name: 'Al\r\nBcc: evil@example.org', number: '${VM_NAME}' } });
  await pbx.clock.advance(300);
  call.say(path);
  await pbx.clock.advance(2500);
  call.hangUp();
  await pbx.finish(call);
}

/** Lets mail be composed, which takes no virtual time. */
async function until(pbx: TestPbx, done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !done(); turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    await pbx.clock.advance(1);
  }
  expect(done()).toBe(true);
}

test('owner and pager are told, in words that the dialplan fills in; what a caller is called fills nothing in and adds no header', async () => {
  const shell = new Shell();
  await using pbx = await open(shell);
  await leave(pbx, '100');
  await until(pbx, () => shell.mails.length === 2);
  const [owner = '', pager = ''] = shell.mails;
  expect(owner).toContain('To: first@example.org');
  expect(owner).toContain('Subject: =?UTF-8?Q?From_=22Al_Bcc=3A_evil');
  expect(owner).not.toMatch(/^Bcc:/m);
  expect(owner).toContain('Dear First Box,\nnumber 1 in 100. 3 first 10 1');
  expect(owner).toContain('filename=msg0000.wav');
  expect(owner).toMatch(/^X-Asterisk-CallerIDName: Al Bcc: evil@example.org$/im);
  expect(pager).toContain('Subject: New VM');
  expect(pager).toContain('To: pager@example.org');
  expect(pager).not.toContain('filename=');
  expect(shell.ran.map(({ line }) => line)).toContain(`/bin/tell 'default' '100' 1 0 0`);
});

test('the mails of a message that came as the system ended wait in the queue', async () => {
  const shell = new Shell();
  await using pbx = await open(shell);
  await leave(pbx, '100');
  await pbx.pbx.close();
  expect(shell.mails).toHaveLength(0);
  const queue = join(pbx.directories.spool, 'voicemail-mail');
  const waiting = readdirSync(queue).map((name) => JSON.parse(readFileSync(join(queue, name), 'utf8')).to);
  expect(waiting).toEqual([['first@example.org'], ['pager@example.org']]);
});

test('with delete=yes the mail is all that stays, once it is out', async () => {
  const shell = new Shell();
  shell.exitCode = 1;
  await using pbx = await open(shell);
  await leave(pbx, '200');
  const inbox = join(pbx.directories.spool, 'voicemail/default/200/INBOX');
  await until(pbx, () => shell.mails.length === 1);
  expect(existsSync(join(inbox, 'msg0000.txt'))).toBe(true);
  const queue = join(pbx.directories.spool, 'voicemail-mail');
  expect(readdirSync(queue)).toHaveLength(1);
  expect(pbx.log.of('warning').filter((line) => line.includes('no way out'))).toHaveLength(1);
  shell.exitCode = 0;
  await pbx.clock.advance(61_000);
  await until(pbx, () => readdirSync(queue).length === 0);
  expect(existsSync(join(inbox, 'msg0000.txt'))).toBe(false);
  expect(shell.mails.at(-1)).not.toContain('filename=');
});
