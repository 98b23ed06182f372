import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replacePassword, writePassword } from '../../../../src/features/voicemail/password-file.ts';

const FILE = `; 100 => 1,in a comment
[general]
format=wav
[default] ; ours
100 => 4321,First Box,a@b.org,,tz=x ; old = 4321
1000=>1
[work]
100 = -77 , Worker
`;

test('only the password of that mailbox changes', () => {
  expect(replacePassword(FILE, '100', 'default', '99')).toBe(FILE.replace('100 => 4321', '100 => 99'));
  expect(replacePassword(FILE, '1000', 'default', '22')).toBe(FILE.replace('1000=>1', '1000=>22'));
  expect(replacePassword(FILE, '100', 'work', '5')).toBe(FILE.replace('-77', '5'));
  expect(replacePassword(FILE, '300', 'default', '5')).toBeUndefined();
});

test('the file keeps its bytes, its mode and its link', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-password-'));
  try {
    const [real, link] = [join(folder, 'real.conf'), join(folder, 'voicemail.conf')];
    writeFileSync(real, Buffer.from('[default]\r\n1 => 1,J\xfcrgen\r\n', 'latin1'), { mode: 0o640 });
    symlinkSync(real, link);
    expect(writePassword(link, '1', 'default', '4711')).toBeUndefined();
    expect(readFileSync(real, 'latin1')).toBe('[default]\r\n1 => 4711,J\xfcrgen\r\n');
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(writePassword(link, '2', 'default', '1')).toContain('no line for mailbox 2');
    expect(writePassword(join(folder, 'none'), '2', 'default', '1')).toContain('ENOENT');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
