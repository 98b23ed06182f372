import { expect, test } from 'vitest';
import { readCalendar } from '../../../../src/integrations/calendar/ical/read-calendar.ts';

/** A VCALENDAR with a zone of its own, always so far from UTC, and an event at noon in it. */
const calendar = (uid: string, offset: string): string =>
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VTIMEZONE',
    'TZID:Customized Time Zone',
    'BEGIN:STANDARD',
    'DTSTART:16010101T000000',
    `TZOFFSETFROM:${offset}`,
    `TZOFFSETTO:${offset}`,
    'END:STANDARD',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTART;TZID=Customized Time Zone:20261121T120000',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

test('each VCALENDAR of a text has the zones that it brings along, also under the same name', () => {
  const bytes = Buffer.from(calendar('east', '+0500') + calendar('west', '-0300') + calendar('far', '+0500'));
  const day = Date.UTC(2026, 10, 21);
  const result = readCalendar(bytes, { name: 'x', fromMs: day, toMs: day + 86_400_000 });
  if (result.kind !== 'calendar') throw new Error(result.kind);
  expect(result.events.map(({ uid, startMs }) => `${uid} ${(startMs - day) / 3_600_000}`)).toEqual([
    'east 7',
    'far 7',
    'west 15',
  ]);
  expect(result.diagnostics).toEqual([]);
});
