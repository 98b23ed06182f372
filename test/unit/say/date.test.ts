import { expect, test } from 'vitest';
import { datePrompts } from '../../../src/say/date.ts';

const at = (text: string): number => Date.parse(text);
const NOW = at('2026-03-10T15:00:00Z');
const say = (format: string, text: string, zone = 'UTC'): string => datePrompts(format, at(text), zone, NOW).join(' ');

test('days are said as people say them', () => {
  expect(say('Q', '2026-03-10T01:00:00Z')).toBe('digits/today');
  expect(say('q', '2026-03-10T01:00:00Z')).toBe('');
  expect(say('q', '2026-03-09T23:59:00Z')).toBe('digits/yesterday');
  expect(say('q', '2026-03-06T12:00:00Z')).toBe('digits/day-5');
  expect(say('Q', '2026-03-06T12:00:00Z')).toBe('digits/day-5');
  expect(say('Q', '2025-12-31T12:00:00Z')).toBe('digits/mon-11 digits/30 digits/h-1');
});

test('times, with the prompts between them', () => {
  expect(say("'vm-received' q 'digits/at' IMp", '2026-03-10T13:05:00Z')).toBe(
    'vm-received digits/at digits/1 digits/oh digits/5 digits/p-m',
  );
  expect(say('IMp', '2026-03-10T00:00:00Z')).toBe('digits/12 digits/oclock digits/a-m');
  expect(say('H N', '2026-03-10T09:30:00Z')).toBe('digits/oh digits/9 digits/30');
});

test('the zone decides which day it is; what means nothing says nothing', () => {
  expect(say('Q', '2026-03-10T02:00:00Z', 'America/Chicago')).toBe('digits/yesterday');
  expect(say("''!Z", '2026-03-10T02:00:00Z')).toBe('');
});

// as a real Asterisk 16 said them
test.each([
  ['q', '2026-03-04T16:00:00Z', 'day-3'],
  ['q', '2026-03-03T16:00:00Z', 'day-2 mon-2 h-3'],
  ['q', '2026-02-09T16:00:00Z', 'day-1 mon-1 h-9'],
  ['q', '2026-02-06T16:00:00Z', 'mon-1 h-6'],
  ['q', '2025-08-22T16:00:00Z', 'mon-7 20 h-2 2 thousand 20 5'],
  ['q', '2026-03-11T16:00:00Z', 'tomorrow'],
  ['q', '2026-03-15T16:00:00Z', 'day-0'],
  ['Q', '2026-03-18T16:00:00Z', 'day-3 mon-2 h-18'],
  ['Q', '2026-04-19T16:00:00Z', 'mon-3 h-19'],
  ['Q', '2026-09-26T16:00:00Z', 'mon-8 20 h-6 2 thousand 20 6'],
  ['Y', '1999-04-25T00:26:40Z', '19 90 9'],
  ['Y', '2000-01-01T00:00:00Z', '2 thousand'],
  ['H M', '2020-01-01T01:01:00Z', 'oh 1 oh 1'],
  ['T', '2026-01-01T00:00:00Z', 'oh oclock 0'],
])('%s of %s', (format, moment, expected) => {
  expect(say(format, moment).replaceAll('digits/', '')).toBe(expected);
});
