import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { systemClock } from '../../../../src/base/clock.ts';
import type {
  CalendarFetch,
  CalendarLocation,
  CalendarSource,
} from '../../../../src/extend/define-calendar-provider.ts';
import { createIcalSource } from '../../../../src/integrations/calendar/ical/ical-source.ts';
import { createHttpClient } from '../../../../src/net/http-client.ts';
import { serve as serveAll } from '../../../support/local-web-server.ts';

const NINE = Date.UTC(2026, 10, 21, 9);
const MEETING =
  'BEGIN:VEVENT\r\nUID:m\r\nSUMMARY:meeting\r\nDTSTART:20261121T100000Z\r\nDTEND:20261121T110000Z\r\nEND:VEVENT\r\n';
const calendar = (events: string): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events}END:VCALENDAR\r\n`;

const serve = async (answer: RequestListener): Promise<string> => `${await serveAll(answer)}/work.ics`;

function source(url: string, more: Partial<CalendarLocation> = {}): CalendarSource {
  const location = { name: 'work', url, user: '', secret: '', timezone: '', tlsVerify: true, ...more };
  return createIcalSource(location, { clock: systemClock, http: createHttpClient(systemClock), serverZone: 'UTC' });
}

const fetch = (from: CalendarSource, startMs = NINE, hours = 2): Promise<CalendarFetch> =>
  from.fetch({ fromMs: startMs, toMs: startMs + hours * 3_600_000 }, new AbortController().signal);
const summaries = ({ events, fault }: CalendarFetch): string =>
  `${events ? events.map((event) => event.summary).join(',') : 'nothing'}${fault === undefined ? '' : ` (${fault})`}`;

test('a calendar comes from a server, with and without a scheme, and behind a password', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/locked.ics' && !request.headers.authorization)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    else response.end(calendar(MEETING));
  });
  expect(summaries(await fetch(source(url)))).toBe('meeting');
  expect(summaries(await fetch(source(url.replace('http:', 'webcal:'))))).toBe('meeting');
  expect(summaries(await fetch(source(url.replace('http://', ''))))).toBe('meeting');
  const locked = url.replace('work', 'locked');
  expect(summaries(await fetch(source(locked)))).toBe('nothing (the server refuses the user and secret (401))');
  expect(summaries(await fetch(source(locked, { user: 'u', secret: 's' })))).toBe('meeting');
});

test('what has not changed is not sent again, but looked at with the new window', async () => {
  const statuses: number[] = [];
  const url = await serve((request, response) => {
    const status =
      request.headers['if-none-match'] === '"1"' && request.headers['if-modified-since'] === 'then' ? 304 : 200;
    statuses.push(status);
    response
      .writeHead(status, { etag: '"1"', 'last-modified': 'then' })
      .end(status === 200 ? calendar(MEETING) : undefined);
  });
  const work = source(url);
  expect(summaries(await fetch(work))).toBe('meeting');
  expect(summaries(await fetch(work, NINE + 12 * 3_600_000))).toBe('');
  expect(summaries(await fetch(work))).toBe('meeting');
  expect(statuses).toEqual([200, 304, 304]);
});

test.each<[string, (response: ServerResponse, request: IncomingMessage) => void, string]>([
  [
    'HTML',
    (response) => response.end('<html><head><title>Sign in</title>'),
    "the answer is no calendar but an HTML page titled 'Sign in'",
  ],
  ['nothing', (response) => response.end(), 'the answer is no calendar but nothing'],
  ['not there', (response) => response.writeHead(404).end('<html>'), 'the server answers 404 Not Found'],
  [
    'a redirect loop',
    (response) => response.writeHead(302, { location: '/again' }).end(),
    'it was sent on more than 5 times',
  ],
  [
    '50 MB and more',
    (response) => response.writeHead(200, { 'content-length': '50000001' }).write('BEGIN:VCALENDAR\r\n'),
    'the answer is longer than 50 MB',
  ],
])('after %s the last good events stay', async (_, bad, fault) => {
  let good = true;
  const url = await serve((request, response) => (good ? response.end(calendar(MEETING)) : bad(response, request)));
  const work = source(url);
  await fetch(work);
  good = false;
  expect(summaries(await fetch(work))).toBe(`meeting (${fault})`);
  expect(summaries(await fetch(source(url)))).toBe(`nothing (${fault})`);
});

test('a large calendar is read in a thread of its own', async () => {
  const filler = Array.from({ length: 5000 }, (_, i) =>
    MEETING.replace('UID:m', `UID:filler-${i}`).replaceAll('20261121', '20251121'),
  ).join('');
  const url = await serve((_, response) =>
    response.end(calendar(`${filler + MEETING}BEGIN:VEVENT\r\nDTSTART:never\r\nEND:VEVENT\r\n`)),
  );
  const result = await fetch(source(url));
  expect(summaries(result)).toBe('meeting');
  expect(result.diagnostics).toMatchObject([{ code: 'CA0102', span: { file: 'calendar work', line: 5001 * 6 + 4 } }]);
});

test('endless rules in masses do not hold up anybody', { timeout: 90_000 }, async () => {
  const endless = Array.from({ length: 200 }, (_, i) =>
    MEETING.replace('UID:m', `UID:endless-${i}`)
      .replace('DTEND:20261121T110000Z', 'RRULE:FREQ=SECONDLY;COUNT=99999999')
      .replaceAll('20261121', '19700101'),
  ).join('');
  const url = await serve((_, response) => response.end(calendar(MEETING + endless)));
  let turns = 0;
  const ticker = systemClock.every(10, () => turns++);
  const result = await fetch(source(url));
  ticker.cancel();
  expect(summaries(result)).toContain('meeting');
  expect(turns).toBeGreaterThan(5);
});

test('a calendar comes from a file, read again when it has changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'calendar-'));
  try {
    const path = join(folder, 'my calendar.ics');
    const work = source(pathToFileURL(path).href);
    expect((await fetch(work)).fault).toMatch(/^the file cannot be read: ENOENT/);
    writeFileSync(path, calendar(MEETING));
    expect(summaries(await fetch(work))).toBe('meeting');
    writeFileSync(path, calendar(MEETING.replace('SUMMARY:meeting', 'SUMMARY:other one')));
    expect(summaries(await fetch(work))).toBe('other one');
    rmSync(path);
    expect(summaries(await fetch(work))).toMatch(/^other one \(the file cannot be read/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
