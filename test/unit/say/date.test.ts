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
  expect(say('Q', '2025-12-31T12:00:00Z')).toBe(
    'digits/day-3 digits/mon-11 digits/30 digits/h-1 digits/20 digits/20 digits/5',
  );
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
