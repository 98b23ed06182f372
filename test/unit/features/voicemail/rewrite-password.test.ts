import { chmodSync, lstatSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diskSource } from '../../../../src/config/disk-source.ts';
import { readConfig } from '../../../../src/config/read-config.ts';
import { loadConfig } from '../../../../src/config/schema/apply-schema.ts';
import { changePassword } from '../../../../src/features/voicemail/change-password.ts';
import { voicemailSchema } from '../../../../src/features/voicemail/files/voicemail-conf.ts';
import { withPasswordFiles } from '../../../../src/features/voicemail/password-file.ts';
import { findMailbox, voicemailSettings } from '../../../../src/features/voicemail/settings.ts';

const MAIN = `; our mailboxes; 100 => 1
[general]
format = wav

[default](!)
300 => 33,Shared
[default]
100 => 4321 , First Box,first@example.org ; the boss
#include "more.conf"
[work]\r
100 => 9,W\u00f6rker\r
300 => -5,Fixed
400 =>
`;
let etc: string;

beforeEach(() => {
  etc = mkdtempSync(join(tmpdir(), 'asterism-password-'));
  writeFileSync(join(etc, 'voicemail.conf'), MAIN, 'latin1');
  writeFileSync(join(etc, 'more.conf'), '200 => 4321,Second\n');
});
afterEach(() => rmSync(etc, { recursive: true, force: true }));

function change(box: string, password: string): string | undefined {
  const read = () => readConfig(diskSource(etc), 'voicemail.conf', {});
  const settings = settingsNow();
  const mailbox = findMailbox(settings, box);
  if (!mailbox) return 'no such mailbox';
  return changePassword(settings, mailbox, password, { etc, folder: join(etc, 'spool', box), read });
}

function settingsNow() {
  const settings = voicemailSettings(loadConfig(diskSource(etc), voicemailSchema).values);
  return withPasswordFiles(settings, ({ box }) => join(etc, 'spool', box));
}

const text = (name = 'voicemail.conf'): string => readFileSync(join(etc, name), 'latin1');

test('one password changes, and no other byte', () => {
  chmodSync(join(etc, 'voicemail.conf'), 0o640);
  expect(change('100', '77')).toBeUndefined();
  expect(text()).toBe(MAIN.replace('4321', '77'));
  expect(change('100@work', '123456')).toBeUndefined();
  expect(text()).toBe(MAIN.replace('4321', '77').replace('9,W', '123456,W'));
  expect(statSync(join(etc, 'voicemail.conf')).mode & 0o777).toBe(0o640);
  expect(findMailbox(settingsNow(), '100@work')?.password).toBe('123456');
});

test('a mailbox of an included file is changed there, and a link stays one', () => {
  rmSync(join(etc, 'more.conf'));
  writeFileSync(join(etc, 'real.conf'), '200 => 4321,Second');
  symlinkSync('real.conf', join(etc, 'more.conf'));
  expect(change('200', '5')).toBeUndefined();
  expect(text('real.conf')).toBe('200 => 5,Second');
  expect(lstatSync(join(etc, 'more.conf')).isSymbolicLink()).toBe(true);
  expect(text()).toBe(MAIN);
});

test('what cannot be changed is told, and stays', () => {
  expect(change('300@work', '5')).toBe('the password of 300@work may not be changed');
  expect(change('100', '1,2')).toBe('a password consists of digits');
  chmodSync(join(etc, 'voicemail.conf'), 0o444);
  expect(change('100', '5')).toBe(`${join(etc, 'voicemail.conf')} is read-only`);
  expect(text()).toBe(MAIN);
});

test('with passwordlocation = spooldir it goes into the folder of the mailbox, and is read from there', () => {
  const conf = MAIN.replace('format = wav', 'passwordlocation = spooldir');
  writeFileSync(join(etc, 'voicemail.conf'), conf, 'latin1');
  expect(change('100', '88')).toBeUndefined();
  expect(text()).toBe(conf);
  expect(readFileSync(join(etc, 'spool', '100', 'secret.conf'), 'utf8')).toBe('[general]\npassword=88\n');
  expect(findMailbox(settingsNow(), '100')?.password).toBe('88');
});
