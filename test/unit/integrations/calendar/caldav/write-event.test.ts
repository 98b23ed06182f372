import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CalendarDraft } from '../../../../../src/extend/define-calendar-provider.ts';
import { addressOf } from '../../../../../src/integrations/calendar/caldav/put-event.ts';
import { eventNamed, eventsIn } from '../../../../../src/integrations/calendar/caldav/requests.ts';
import { writeEvent } from '../../../../../src/integrations/calendar/caldav/write-event.ts';
import { readCalendar } from '../../../../../src/integrations/calendar/ical/read-calendar.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const draft: CalendarDraft = {
  uid: 'u',
  uidIsNew: true,
  summary: '',
  description: '',
  organizer: '',
  location: '',
  categories: '',
  priority: 0,
  startMs: NOON,
  endMs: NOON + 60_000,
  busy: 'busy',
};

test('all fields come back as they were written, whatever they hold, in lines of at most 75 octets', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'Ü', '\n', ',', ';', '\\', ':', '"', '😀', ' ', 'BEGIN:VEVENT'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.constantFrom('free', 'tentative', 'busy'),
      (summary, description, location, busy) => {
        const written = writeEvent(
          { ...draft, summary, description, location, busy, categories: 'a, b', priority: 3 },
          NOON,
        );
        for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        const result = readCalendar(Buffer.from(written), { name: 'x', fromMs: NOON, toMs: NOON + 1 });
        if (result.kind !== 'calendar') throw new Error(result.kind);
        expect(result.events).toEqual([
          expect.objectContaining({
            uid: 'u',
            summary: summary.trim(),
            description: description.trim(),
            location: location.trim(),
            categories: 'a,b',
            priority: 3,
            busy,
            startMs: NOON,
            endMs: NOON + 60_000,
          }),
        ]);
        expect(result.diagnostics).toEqual([]);
      },
    ),
  );
});

test('an organizer is an address; control characters and half characters do not get through; an instant has no end', () => {
  const lines = writeEvent(
    { ...draft, endMs: NOON, organizer: 'bob@example.org', summary: 'a\0b\r\nc\ud800' },
    NOON,
  ).split('\r\n');
  expect(lines).toContain('ORGANIZER:mailto:bob@example.org');
  expect(lines).toContain('SUMMARY:ab\\nc\ufffd');
  expect(lines.some((line) => line.startsWith('DTEND'))).toBe(false);
  expect(writeEvent({ ...draft, organizer: 'sip:bob@x\r\nEVIL:1' }, NOON)).toContain('ORGANIZER:sip:bob@xEVIL:1\r\n');
});

test('an address stays within the collection', () => {
  expect(addressOf('https://h/a/cal', 'u')).toBe('https://h/a/cal/u.ics');
  expect(addressOf('https://me:pw@h/a/cal/?x=1', '../../b c')).toBe('https://me:pw@h/a/cal/..%2F..%2Fb%20c.ics?x=1');
  expect(addressOf('https://h/a/', 'x'.repeat(1000))).toMatch(/^https:\/\/h\/a\/[0-9a-f]{64}\.ics$/);
  expect(addressOf('https://h/a/', '\ud800')).toBe('https://h/a/%EF%BF%BD.ics');
});

test('questions are XML, whatever a UID holds', () => {
  expect(eventNamed('a<b>&"\0')).toContain('>a&#60;b&#62;&#38;&#34;</C:text-match>');
  expect(eventsIn({ fromMs: NOON, toMs: Number.POSITIVE_INFINITY })).toContain(
    '<C:time-range start="20261121T120000Z" end="99991231T000000Z"/>',
  );
});
