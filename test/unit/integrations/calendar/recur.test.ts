import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { expandRule } from '../../../../src/integrations/calendar/ical/recur.ts';
import { parseRule } from '../../../../src/integrations/calendar/ical/rule.ts';

const wall = (text: string): number => Date.parse(`${text.length > 10 ? text : `${text}T09:00:00`}Z`);
const show = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T09:00', '');

function expand(rule: string, start: string, to: string, from = start, steps = 1_000_000): string[] {
  const parsed = parseRule(rule);
  if (typeof parsed === 'string') throw new Error(parsed);
  const window = { from: wall(from), to: wall(to), until: Number.POSITIVE_INFINITY };
  return expandRule(parsed, wall(start), window, { left: steps }).map(show);
}

// The examples of RFC 5545 §3.8.5.3 that go beyond the everyday, each without its first instance, moved to no other day.
test.each([
  ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09-02', ['1997-09-12', '1997-09-22', '1997-10-02', '1997-10-12']],
  [
    'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    '1997-09-02',
    ['1997-09-04', '1997-09-16', '1997-09-18', '1997-09-30', '1997-10-02', '1997-10-14', '1997-10-16'],
  ],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '1997-08-05', ['1997-08-10', '1997-08-19', '1997-08-24']],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '1997-08-05', ['1997-08-17', '1997-08-19', '1997-08-31']],
  ['FREQ=MONTHLY;COUNT=4;BYDAY=1FR', '1997-09-05', ['1997-10-03', '1997-11-07', '1997-12-05']],
  ['FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU', '1997-09-07', ['1997-09-28', '1997-11-02', '1997-11-30']],
  ['FREQ=MONTHLY;COUNT=3;BYDAY=-2MO', '1997-09-22', ['1997-10-20', '1997-11-17']],
  ['FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-3', '1997-09-28', ['1997-10-29', '1997-11-28']],
  ['FREQ=MONTHLY;COUNT=5;BYMONTHDAY=1,-1', '1997-09-30', ['1997-10-01', '1997-10-31', '1997-11-01', '1997-11-30']],
  ['FREQ=YEARLY;COUNT=4;BYMONTH=6,7', '1997-06-10', ['1997-07-10', '1998-06-10', '1998-07-10']],
  ['FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200', '1997-01-01', ['1997-04-10', '1997-07-19', '2000-01-01']],
  ['FREQ=YEARLY;COUNT=3;BYDAY=20MO', '1997-05-19', ['1998-05-18', '1999-05-17']],
  ['FREQ=YEARLY;COUNT=3;BYWEEKNO=20;BYDAY=MO', '1997-05-12', ['1998-05-11', '1999-05-17']],
  ['FREQ=YEARLY;COUNT=4;BYMONTH=3;BYDAY=TH', '1997-03-13', ['1997-03-20', '1997-03-27', '1998-03-05']],
  ['FREQ=MONTHLY;COUNT=3;BYDAY=FR;BYMONTHDAY=13', '1998-02-13', ['1998-03-13', '1998-11-13']],
  [
    'FREQ=YEARLY;INTERVAL=4;COUNT=3;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    '1996-11-05',
    ['2000-11-07', '2004-11-02'],
  ],
  ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04', ['1997-10-07', '1997-11-06']],
  ['FREQ=MONTHLY;COUNT=4;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '1997-09-29', ['1997-10-30', '1997-11-27', '1997-12-30']],
  ['FREQ=HOURLY;INTERVAL=3;COUNT=3', '1997-09-02', ['1997-09-02T12:00', '1997-09-02T15:00']],
  ['FREQ=MINUTELY;INTERVAL=90;COUNT=3', '1997-09-02', ['1997-09-02T10:30', '1997-09-02T12:00']],
  [
    'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10;COUNT=7',
    '1997-09-02',
    ['1997-09-02T09:20', '1997-09-02T09:40', '1997-09-02T10:00', '1997-09-02T10:20', '1997-09-02T10:40', '1997-09-03'],
  ],
  [
    'FREQ=DAILY;BYHOUR=9,16;BYMINUTE=0,30;COUNT=5',
    '1997-09-02',
    ['1997-09-02T09:30', '1997-09-02T16:00', '1997-09-02T16:30', '1997-09-03'],
  ],
  ['FREQ=YEARLY;BYMONTHDAY=15;COUNT=3', '2026-03-15', ['2026-04-15', '2026-05-15']],
  ['FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2,3;COUNT=4', '2026-01-05', ['2026-03-05', '2027-01-05', '2027-03-05']],
  ['FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1;COUNT=3', '2026-01-02', ['2026-01-09', '2026-01-16']],
  ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=3', '2026-12-28', ['2032-12-27', '2037-12-28']],
  ['FREQ=DAILY;BYMONTHDAY=-1;COUNT=3', '2026-01-31', ['2026-02-28', '2026-03-31']],
])('%s from %s', (rule, start, expected) => {
  expect(expand(rule, start, '2040-01-01')).toEqual(expected);
});

test('a window far away costs what a near one does', () => {
  const rule = 'FREQ=DAILY;BYDAY=MO,TU';
  expect(expand(rule, '1970-01-05', '2026-11-25', '2026-11-21', 20)).toEqual(['2026-11-23', '2026-11-24']);
  expect(
    expand('FREQ=SECONDLY;BYSECOND=0;BYMINUTE=0', '1970-01-05', '2026-11-21T02:00:00', '2026-11-21T00:00:00', 400),
  ).toEqual(['2026-11-21T00:00', '2026-11-21T01:00', '2026-11-21T02:00']);
});

test.each([
  'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=DAILY;INTERVAL=7;BYDAY=SU',
  'FREQ=HOURLY;INTERVAL=24;BYHOUR=5',
  'FREQ=YEARLY;INTERVAL=999999999',
  'FREQ=SECONDLY;INTERVAL=86400;BYSECOND=7',
])('%s never comes, and says so soon', (rule) => {
  expect(expand(rule, '2026-01-05', '2126-01-01', '2026-01-05', 2_000_000)).toEqual([]);
});

test.each([
  ['', 'the rule has no FREQ'],
  ['INTERVAL=2', 'the rule has no FREQ'],
  ['FREQ=FORTNIGHTLY', 'FREQ=FORTNIGHTLY is no frequency'],
  ['FREQ=DAILY;COUNT=many', 'COUNT=MANY is no number'],
  ['FREQ=DAILY;UNTIL=later', 'UNTIL=LATER is no date'],
  ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY=XX names no weekdays'],
  ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY=32 is out of range'],
  ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0 is out of range'],
  ['nonsense', "'NONSENSE' is no part of a rule"],
])('%j is refused', (text, why) => {
  expect(parseRule(text)).toBe(why);
});

// An independent implementation agrees wherever it is known to follow the standard.
test('everyday rules agree with ical.js', () => {
  const day = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
  const days = fc.uniqueArray(day, { minLength: 1, maxLength: 4 });
  const rule = fc.oneof(
    fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=MONTHLY', 'FREQ=HOURLY'),
    days.map((list) => `FREQ=WEEKLY;BYDAY=${list.join(',')}`),
    fc
      .tuple(
        fc.integer({ min: -4, max: 4 }).filter((n) => n !== 0),
        day,
      )
      .map(([n, d]) => `FREQ=MONTHLY;BYDAY=${n}${d}`),
    fc
      .uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 })
      .map((list) => `FREQ=MONTHLY;BYMONTHDAY=${list.sort((a, b) => a - b).join(',')}`),
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), day)
      .map(([m, n, d]) => `FREQ=YEARLY;BYMONTH=${m};BYDAY=${n}${d}`),
  );
  const start = fc.integer({ min: Date.UTC(2001, 0, 1) / 3_600_000, max: Date.UTC(2030, 0, 1) / 3_600_000 });
  fc.assert(
    fc.property(rule, fc.integer({ min: 1, max: 4 }), start, (text, interval, startHour) => {
      const full = `${text};INTERVAL=${interval}`;
      const startWall = startHour * 3_600_000;
      const iterator = ICAL.Recur.fromString(full).iterator(
        ICAL.Time.fromString(new Date(startWall).toISOString().slice(0, 19), undefined),
      );
      const theirs: string[] = [];
      while (theirs.length < 30) {
        const next = Date.parse(`${iterator.next().toString()}Z`);
        if (next > startWall) theirs.push(new Date(next).toISOString());
      }
      const parsed = parseRule(full);
      if (typeof parsed === 'string') throw new Error(parsed);
      const to = Date.parse(theirs.at(-1) ?? '');
      const window = { from: startWall, to, until: Number.POSITIVE_INFINITY };
      const ours = expandRule(parsed, startWall, window, { left: 1_000_000 }).map((ms) => new Date(ms).toISOString());
      expect(ours).toEqual(theirs);
    }),
    { numRuns: 400 },
  );
});
