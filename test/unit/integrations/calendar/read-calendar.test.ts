import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { CalendarEvent } from '../../../../src/extend/define-calendar-provider.ts';
import { type ReadResult, readCalendar } from '../../../../src/integrations/calendar/ical/read-calendar.ts';
import { cases } from './ics/cases.ts';

const folder = new URL('./ics/', import.meta.url);

function read(bytes: Uint8Array | string, now: string, hours: number, timezone?: string): ReadResult {
  const fromMs = Date.parse(now);
  const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return readCalendar(data, { name: 'test.ics', fromMs, toMs: fromMs + hours * 3_600_000, timezone });
}

function eventsOf(result: ReadResult): readonly CalendarEvent[] {
  if (result.kind !== 'calendar') throw new Error(`no calendar: ${result.found}`);
  return result.events;
}

const iso = (ms: number): string => new Date(ms).toISOString();

for (const [index, each] of cases.entries()) {
  test(`${index} ${each.file}: ${each.why}`, () => {
    const bytes = readFileSync(new URL(`${each.file}.ics`, folder));
    const result = read(bytes, each.now ?? '2026-11-21T00:00:00Z', each.hours ?? 24, each.timezone);
    const found = eventsOf(result).map((event) => ({
      summary: event.summary,
      start: iso(event.startMs),
      end: iso(event.endMs),
      busy: event.busy,
      alarms: event.alarmsMs.map(iso),
    }));
    const wanted = each.expect.map((event, i) => ({
      summary: event.summary ?? found[i]?.summary,
      start: iso(Date.parse(event.start)),
      end: iso(Date.parse(event.end)),
      busy: event.busy ?? 'busy',
      alarms: (event.alarms ?? []).map((time) => iso(Date.parse(time))),
    }));
    expect(found).toEqual(wanted);
    if (result.kind === 'calendar') expect(result.diagnostics.map((d) => d.code)).toEqual(each.diagnostics ?? []);
  });
}

test('every fixture is used', () => {
  const used = new Set([...cases.map((each) => `${each.file}.ics`), 'text-escapes.ics', 'endless-second.ics']);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ics'));
  expect(files.filter((name) => !used.has(name))).toEqual([]);
  expect(files.length).toBeGreaterThan(40);
});

test('text fields come unescaped', () => {
  const [event] = eventsOf(read(readFileSync(new URL('text-escapes.ics', folder)), '2026-11-21T00:00:00Z', 24));
  expect(event).toMatchObject({
    uid: 'esc@fixture',
    summary: 'Lunch, then work; \\o/',
    description: 'line one\nline two',
    location: 'Room 1',
    organizer: 'mailto:jane@example.org',
    categories: 'WORK,A,B,MORE',
    priority: 5,
    attendees: ['mailto:a@example.org', 'mailto:b@example.org'],
    allDay: false,
    cancelled: false,
    instanceMs: undefined,
  });
});

test('an endless rule is cut and reported, and costs nobody else', () => {
  const result = read(readFileSync(new URL('endless-second.ics', folder)), '2026-11-21T00:00:00Z', 24 * 30);
  const events = eventsOf(result);
  expect(events.some((event) => event.summary === 'good')).toBe(true);
  expect(events.length).toBe(5001);
  expect(result).toMatchObject({ diagnostics: [{ code: 'CA0107', span: { line: 4 } }] });
});

test('a diagnostic tells file, line and the line itself', () => {
  const result = read(readFileSync(new URL('broken-event.ics', folder)), '2026-11-21T00:00:00Z', 24);
  expect(result).toMatchObject({
    diagnostics: [
      { span: { file: 'test.ics', line: 8, column: 1, endColumn: 17 }, sourceLine: 'DTSTART:tomorrow' },
      { span: { line: 16 }, sourceLine: 'THIS IS NO PROPERTY' },
      { span: { line: 19 }, sourceLine: 'BEGIN:VEVENT' },
    ],
  });
});

test.each([
  ['', 'nothing'],
  ['<!DOCTYPE html><html><head><title>Sign in</title>', "an HTML page titled 'Sign in'"],
  ['<?xml version="1.0"?><error/>', 'XML'],
  ['{"error":"gone"}', 'JSON'],
  ['\u0000\u0001garbage', "text that begins '??garbage'"],
])('%j is no calendar', (text, found) => {
  expect(read(text, '2026-11-21T00:00:00Z', 24)).toEqual({ kind: 'no-calendar', found });
});

test('instances of a series are told apart by the time the rule gives them, also when moved', () => {
  const [event] = eventsOf(read(readFileSync(new URL('override-moved.ics', folder)), '2026-11-21T00:00:00Z', 24));
  expect(event?.uid).toBe('series@fixture');
  expect(iso(event?.instanceMs ?? 0)).toBe('2026-11-21T08:00:00.000Z');
});
