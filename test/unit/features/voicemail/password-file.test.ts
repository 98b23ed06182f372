import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type PasswordOf, replacePassword, writePassword } from '../../../../src/features/voicemail/password-file.ts';

const FILE = `; 100 => 1,in a comment
[general]
format=wav
[default] ; ours
100 => 4321,First Box,a@b.org,,tz=x ; old = 4321
1000=>1
[work]
100 = -77 , Worker
`;

/** A mailbox in a line of its own, or inherited below a header. */
function at(box: string, context: string, line: number, inherited?: string, file = 'voicemail.conf'): PasswordOf {
  return { box, context, place: { file, line, inherited } };
}

test('only the password of that mailbox changes', () => {
  const changed = FILE.replace('100 => 4321', '100 => 99');
  expect(replacePassword(FILE, at('100', 'default', 5), '99')).toBe(changed);
  expect(replacePassword(FILE, at('1000', 'default', 6), '22')).toBe(FILE.replace('1000=>1', '1000=>22'));
  expect(replacePassword(FILE, at('100', 'work', 8), '5')).toBe(FILE.replace('-77', '5'));
});

test('where the file has changed since it was read, the mailbox is found by its section', () => {
  expect(replacePassword(FILE, at('100', 'work', 2), '5')).toBe(FILE.replace('-77', '5'));
  expect(replacePassword(FILE, at('300', 'default', 5), '5')).toBeUndefined();
});

test('a file that is included in the middle of a section has no header of its own', () => {
  expect(replacePassword('; ours\n1 => 2,Ann\n', at('1', 'default', 2), '3')).toBe('; ours\n1 => 3,Ann\n');
});

test('a mailbox from a template gets a line of its own, and that line changes from then on', () => {
  const text = '[all](!)\n1 => 2,Ann\n[a](all)\n[b](all)\n';
  const once = replacePassword(text, at('1', 'b', 4, '2,Ann'), '3') ?? '';
  expect(once).toBe('[all](!)\n1 => 2,Ann\n[a](all)\n[b](all)\n1 => 3,Ann\n');
  expect(replacePassword(once, at('1', 'b', 4, '2,Ann'), '4')).toBe(once.replace('1 => 3', '1 => 4'));
  expect(replacePassword(text, at('1', 'c', 4, '2,Ann'), '3')).toBeUndefined();
});

test('the file keeps its bytes, its mode and its link', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-password-'));
  try {
    const [real, link] = [join(folder, 'real.conf'), join(folder, 'voicemail.conf')];
    writeFileSync(real, Buffer.from('[default]\r\n1 => 1,J\xfcrgen\r\n', 'latin1'), { mode: 0o640 });
    symlinkSync(real, link);
    expect(writePassword(folder, at('1', 'default', 2), '4711')).toBeUndefined();
    expect(readFileSync(real, 'latin1')).toBe('[default]\r\n1 => 4711,J\xfcrgen\r\n');
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(writePassword(folder, at('2', 'default', 3), '1')).toContain('no line for mailbox 2');
    expect(writePassword(folder, at('2', 'default', 3, undefined, 'none'), '1')).toContain('ENOENT');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
