import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCalendar } from '../../../../src/integrations/calendar/ical/read-calendar.ts';

const folder = new URL('./ics/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ics'))
  .map((name) => readFileSync(new URL(name, folder), 'latin1'));
const fromMs = Date.parse('2026-11-21T00:00:00Z');
const read = (text: string): ReturnType<typeof readCalendar> =>
  readCalendar(Buffer.from(text, 'latin1'), { name: 'x', fromMs, toMs: fromMs + 86_400_000, steps: 100_000 });

test('no damage to a calendar makes the reader throw', () => {
  const scraps = fc.constantFrom(
    'BEGIN:VEVENT\r\n',
    'END:VEVENT\r\n',
    'END:VCALENDAR\r\n',
    'RRULE:FREQ=YEARLY;BYDAY=-53SU\r\n',
    'RRULE:FREQ=SECONDLY;INTERVAL=0;COUNT=999999999\r\n',
    'RRULE:FREQ=MONTHLY;BYSETPOS=366;BYMONTHDAY=-31\r\n',
    'DTSTART:99991231T235959Z\r\n',
    'DTSTART:00000101\r\n',
    'DTEND:99991231\r\n',
    'DURATION:-P9999999999W\r\n',
    'DURATION:P36525D\r\n',
    'TRIGGER:P36525D\r\n',
    'RECURRENCE-ID;RANGE=THISANDFUTURE:19700101T000000Z\r\n',
    'EXDATE:,,,\r\n',
    'RDATE;VALUE=PERIOD:/,20261121/,20261121T000000Z/P\r\n',
    'TZOFFSETTO:+9999\r\n',
    ';:;:"\r\n',
    '\x00\xff\r\n ',
  );
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const change = fc.record({
    place,
    cut: fc.integer({ min: 0, max: 40 }),
    insert: fc.oneof(scraps, fc.string({ maxLength: 8 })),
  });
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 6 }), (text, changes) => {
      let damaged = text;
      for (const { place: where, cut, insert } of changes) {
        const at = Math.floor(where * damaged.length);
        damaged = damaged.slice(0, at) + insert + damaged.slice(at + cut);
      }
      const result = read(damaged);
      if (result.kind !== 'calendar') return;
      for (const event of result.events) {
        expect(Number.isFinite(event.startMs) && event.endMs >= event.startMs).toBe(true);
        expect(event.alarmsMs.every(Number.isFinite)).toBe(true);
      }
    }),
    { numRuns: 1500 },
  );
});
