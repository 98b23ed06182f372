import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shellWord } from '../../../../src/features/voicemail/passwords.ts';
import { voicemailPort } from '../../../../src/features/voicemail/voicemail.ts';
import type { Processes } from '../../../../src/pbx/ports/processes.ts';
import { openTestPbx, startNothing, testEnvironment } from '../../../support/test-pbx.ts';

/** A shell whose commands answer as told. */
function shell(answer: { readonly exitCode?: number; readonly stdout?: string }, ran: string[]): Processes {
  return {
    environment: testEnvironment(),
    start: startNothing,
    run: () => Promise.reject(new Error('not in this test')),
    shell(line) {
      ran.push(line);
      const { exitCode = 0, stdout = '' } = answer;
      return Promise.resolve({ exitCode, stdout: Buffer.from(stdout), stderr: 'no' });
    },
  };
}

async function open(options: string, answer: { readonly exitCode?: number; readonly stdout?: string } = {}) {
  const ran: string[] = [];
  const voicemail = `[general]\n${options}\n[default]\n#include boxes.conf\n`;
  const pbx = await openTestPbx({
    config: { 'extensions.conf': '', 'voicemail.conf': voicemail, 'boxes.conf': '; ours\n100 => 1,Jürgen\n' },
    processes: shell(answer, ran),
  });
  const mail = pbx.pbx.ports.use(voicemailPort);
  const box = mail.find('100');
  if (!box) throw new Error('no mailbox');
  const boxes = (): string => readFileSync(join(pbx.directories.etc, 'boxes.conf'), 'utf8');
  return { pbx, mail, box, ran, boxes, [Symbol.asyncDispose]: () => pbx.close() };
}

test('a new password goes into the file that is included, and counts at once', async () => {
  await using house = await open('');
  expect(await house.mail.changePassword(house.box, '4711')).toBeUndefined();
  expect(house.boxes()).toBe('; ours\n100 => 4711,Jürgen\n');
  expect(house.mail.find('100')?.password).toBe('4711');
});

test('passwordlocation=spooldir keeps it beside the messages, also over a reload', async () => {
  await using house = await open('passwordlocation=spooldir');
  await house.mail.changePassword(house.box, '4711');
  expect(house.boxes()).toContain('100 => 1,');
  expect(readFileSync(join(house.mail.store.pathOf(house.box), 'secret.conf'), 'utf8')).toBe(
    '[general]\npassword=4711\n',
  );
});

test('externpass keeps it instead of the file; what it refuses does not count', async () => {
  await using house = await open('externpass=/bin/keep');
  expect(await house.mail.changePassword(house.box, '4711')).toBeUndefined();
  expect(house.ran).toEqual(["/bin/keep 'default' '100' '4711'"]);
  expect(house.boxes()).toContain('100 => 1,');
  await using refusing = await open('externpass=/bin/keep', { exitCode: 1 });
  expect(await refusing.mail.changePassword(refusing.box, '4711')).toContain('/bin/keep');
  expect(refusing.mail.find('100')?.password).toBe('1');
});

test('externpassnotify is told, and the file changes all the same', async () => {
  await using house = await open('externpassnotify=/bin/told', { exitCode: 1 });
  expect(await house.mail.changePassword(house.box, '4711')).toBeUndefined();
  expect(house.boxes()).toContain('100 => 4711,');
  expect(house.pbx.log.of('warning').some((line) => line.includes('/bin/told'))).toBe(true);
});

test.each([
  ['VALID\n', true],
  ['INVALID too easy\n', false],
  ['FAILURE\n', true],
])('externpasscheck says %j', async (stdout, accepted) => {
  await using house = await open('externpasscheck=/bin/check\nminpassword=4', { stdout });
  expect(await house.mail.acceptsPassword(house.box, '4711')).toBe(accepted);
  expect(house.ran).toEqual(["/bin/check '100' 'default' '1' '4711'"]);
  expect(await house.mail.acceptsPassword(house.box, '471')).toBe(false);
});

test('a word of a shell line stays one word', () => {
  expect(shellWord("it's; rm -r /")).toBe("'it'\\''s; rm -r /'");
});
