import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parsePhoneArguments } from '../../../src/cli/phone-arguments.ts';

test('a name alone is enough', () => {
  expect(parsePhoneArguments(['alice'])).toEqual({
    name: 'alice',
    protocol: 'UDP',
    register: true,
    once: false,
    quiet: false,
    mute: false,
  });
});

test('every option is read, joined by = or not', () => {
  const args =
    'alice --registrar pbx.test:5070 --user 100 --secret s3cret --tcp --port=5062 --dial 2 --once --quiet --mute --no-register';
  expect(parsePhoneArguments(args.split(' '))).toMatchObject({
    registrar: { host: 'pbx.test', port: 5070 },
    user: '100',
    secret: 's3cret',
    protocol: 'TCP',
    port: 5062,
    dial: '2',
    once: true,
    quiet: true,
    mute: true,
    register: false,
  });
  const plan = 'alice --answer-after 1 --hangup-after=2.5 --digits 1w2 --say 440 --record heard.wav --registrar [::1]';
  expect(parsePhoneArguments(plan.split(' '))).toMatchObject({
    answerAfterMs: 1000,
    hangUpAfterMs: 2500,
    digits: [{ digit: '1' }, { waitMs: 500 }, { digit: '2' }],
    say: [{ kind: 'tone', tone: [{ frequency1Hz: 440 }] }],
    record: resolve('heard.wav'),
    registrar: { host: '::1', port: 5060 },
  });
  expect(parsePhoneArguments(['alice', '--say', 'hello.gsm'])).toMatchObject({
    say: [{ kind: 'file', path: resolve('hello.gsm') }],
  });
});

test('a secret comes from the first line of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-secret-'));
  const file = join(folder, 'secret');
  writeFileSync(file, 'from file\nsecond line\n');
  expect(parsePhoneArguments(['alice', '--secret-file', file])).toMatchObject({ secret: 'from file' });
  rmSync(folder, { recursive: true });
  expect(parsePhoneArguments(['alice', '--secret-file', file])).toMatch(/^--secret-file: '.*' cannot be read/);
});

test.each([
  [[], 'the name of the phone is missing'],
  [['alice', 'bob'], 'one name is enough: bob'],
  [['alice', '--what'], 'there is no option --what'],
  [['alice', '--once=1'], 'there is no option --once'],
  [['alice', '--port'], '--port needs a value'],
  [['alice', '--port', '99999'], "--port: '99999' is no port"],
  [['alice', '--registrar', 'a:b'], "--registrar: 'a:b' is no HOST[:PORT]"],
  [['alice', '--answer-after', 'soon'], "--answer-after: 'soon' is no number of seconds"],
  [['alice', '--digits', '1x'], "--digits: '1x' has more in it than 0-9 * # A-D, w and W"],
  [
    ['alice', '--say', 'talk.mp3'],
    "--say: 'talk.mp3' is neither a frequency in Hz nor a sound file that can be played",
  ],
])('%j is answered with what is wrong', (args, message) => {
  expect(parsePhoneArguments(args)).toBe(message);
});
