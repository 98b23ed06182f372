import { describe, expect, test } from 'vitest';
import { letterPrompts, phoneticPrompts } from '../../../src/say/characters.ts';
import { numberPrompts } from '../../../src/say/number.ts';
import { promptText, wordsOfName } from '../../../src/say/prompt-texts.ts';

describe('every prompt has a sentence', () => {
  test.each(
    'this-is-yr-wakeup-call to-confirm-wakeup press-1 otherwise pls-rcrd-name-at-tone and-prs-pound-whn-finished pa-welcome pa-confirm vm-goodbye invalid number-not-answering hello-world tt-monkeys demo-congrats auth-thankyou agent-pass followme/sorry queue-youarenext conf-onlyperson privacy-unident pbx-transfer'.split(
      ' ',
    ),
  )('%s', (name) => expect(promptText(name)).toMatch(/\w/));

  test('and so have those that SayNumber, SayAlpha and SayPhonetic use', () => {
    const names = [
      ...[0, 7, 13, 20, 45, 100, 1234567890, -3].flatMap(numberPrompts),
      ...letterPrompts('abcdefghijklmnopqrstuvwxyz0123456789*#!@$-.=+/ '),
      ...phoneticPrompts('abcdefghijklmnopqrstuvwxyz0123456789'),
      ...[0, 1, 2, 3, 4, 5, 6].map((day) => `digits/day-${day}`),
      ...[0, 11].map((month) => `digits/mon-${month}`),
      ...['h-1', 'h-20', 'h-hundred', 'at', 'oclock', 'a-m', 'p-m', 'today'].map((name) => `digits/${name}`),
    ];
    expect(names.filter((name) => !promptText(name))).toEqual([]);
  });

  test.each(['constructor', 'digits/day-9', 'digits/x/1', 'letters/long', 'phonetic/', '__proto__'])(
    '%s has none',
    (name) => expect(promptText(name)).toBeUndefined(),
  );
});

test.each([
  ['my-own_prompt', 'my own prompt'],
  ['a/b/leave-a-word', 'leave a word'],
  ['"; rm -rf /', undefined],
  ['$(x)', 'x'],
])('%j is read as %j', (name, words) => expect(wordsOfName(name)).toBe(words));

test.each([
  [0, '0'],
  [21, '20 1'],
  [300, '3 hundred'],
  [1_000_001, '1 million 1'],
  [2_000_000_000, '2 billion'],
])('%d', (number, names) => expect(numberPrompts(number)).toEqual(names.split(' ').map((name) => `digits/${name}`)));
