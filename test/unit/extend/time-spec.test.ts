import { describe, expect, test } from 'vitest';
import { parseTimeSpec, timeSpecMatches } from '../../../src/extend/time-spec.ts';

/** A Saturday; a real Asterisk 16 gave these answers at this minute, in UTC. */
const SATURDAY = Date.UTC(2026, 10, 21, 2, 26, 30);

const INSIDE =
  `* *,* *|*|*|* 00:00-23:59 0:0-23:59 02:26 12:00-11:59 22:00-06:00 00:00-01:00&02:00-03:00 02:26-02:26 02:26-02:25
  02:21-02:26 *,sat *,SAT *,fri-mon *,sat-sat *,7 *,mon&sat *,mon-wed&fri-sun *,*,21 *,*,20-22 *,*,1-31 *,*,21&22 *,*,*,nov
  *,*,*,11 *,*,*,oct-dec *,*,*,nov-jan *,*,*,*,UTC *,*,*,*,America/New_York 00:00-23:59,mon-sun,1-31,jan-dec ,,, *,,,
  02:26-02:26,*,*,*,UTC 21:26-21:26,*,*,*,America/New_York 21:26,fri,20,nov,America/New_York *|sat|21|nov *,fri-sat`.split(
    /\s+/,
  );
const OUTSIDE =
  `00:00 06:00-22:00 02:25-02:25 02:27-02:25 09:00-09:00 23:59-00:00 *,mon-fri *,sun *,6 *,*,22-20 *,*,*,dec-feb *,*,*,12
  02:26-02:26,*,*,*,America/New_York 12:3 2:5-2:6 *,sun-fri`.split(/\s+/);

describe('time specifications', () => {
  test.each(INSIDE)('%s is now', (text) => {
    const spec = parseTimeSpec(text);
    expect([timeSpecMatches(spec, SATURDAY, 'UTC'), spec.faults]).toEqual([true, []]);
  });

  test.each(OUTSIDE)('%s is not now', (text) => {
    const spec = parseTimeSpec(text);
    expect([timeSpecMatches(spec, SATURDAY, 'UTC'), spec.faults]).toEqual([false, []]);
  });

  test.each([
    ['02:*', `02:* isn't a valid time.`, 0],
    ['*-*', `Invalid time range starting with '*-'.`, 0],
    ['00:00-24:00', `'24:00' isn't a valid end time.`, 0],
    ['24:00-23:00', `'24:00' isn't a valid start time.`, 0],
    ['9-17', `'9' isn't a valid start time.`, 0],
    ['*,Saturday', `Invalid day of week 'Saturday', skipping element`, 2],
    ['*,mon-', `Invalid end day of week '', skipping element`, 2],
    ['*, sat', `Invalid day of week ' sat', skipping element`, 2],
    ['*,*,32', `Invalid day '32', skipping element`, 4],
    ['*,*,*,nov&Novem', `Invalid month 'Novem', skipping element`, 10],
  ])('%s is faulty', (text, message, at) => {
    const { faults } = parseTimeSpec(text);
    expect(faults.map((fault) => [fault.message, fault.at])).toEqual([[message, at]]);
  });

  test('a faulty part matches never, the rest of a list still does', () => {
    expect(timeSpecMatches(parseTimeSpec('9-17'), SATURDAY, 'UTC')).toBe(false);
    expect(timeSpecMatches(parseTimeSpec('*,foo&sat'), SATURDAY, 'UTC')).toBe(true);
  });

  test('an unknown zone is told and counts as UTC', () => {
    const spec = parseTimeSpec('02:26,*,*,*,Nosuch/Zone');
    expect(spec.faults.map((fault) => fault.message)).toEqual([`unknown time zone 'Nosuch/Zone'`]);
    expect(timeSpecMatches(spec, SATURDAY, 'America/New_York')).toBe(true);
  });
});
