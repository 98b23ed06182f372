import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../../src/base/clock.ts';
import { LogHub } from '../../../../../src/base/log.ts';
import type { CalendarDraft, CalendarWritten } from '../../../../../src/extend/define-calendar-provider.ts';
import { MOST_WAITING, Outbox } from '../../../../../src/integrations/calendar/caldav/outbox.ts';
import type { PutResult } from '../../../../../src/integrations/calendar/caldav/put-event.ts';
import type { LedgerFacts } from '../../../../../src/pbx/ports/ledger.ts';

const draft = (uid: string, summary = uid): CalendarDraft => ({
  uid,
  uidIsNew: true,
  summary,
  description: '',
  organizer: '',
  location: '',
  categories: '',
  priority: 0,
  startMs: 1,
  endMs: 2,
  busy: 'busy',
});

/** A book in memory; `full` makes it refuse. */
function openBook(): LedgerFacts & { full: boolean; readonly facts: Map<string, string> } {
  const facts = new Map<string, string>();
  const write: LedgerFacts['commit'] = (changes) => {
    if (book.full) throw new Error('the disk is full');
    for (const { key, value } of changes) {
      if (value === undefined) facts.delete(key);
      else facts.set(key, value);
    }
  };
  const book = {
    full: false,
    facts,
    get: (key: string) => facts.get(key),
    entries: () => facts.entries(),
    commit: write,
    note: write,
    forget: (key: string) => void facts.delete(key),
  };
  return book;
}

interface Desk {
  readonly outbox: Outbox;
  readonly clock: VirtualClock;
  readonly book: ReturnType<typeof openBook>;
  /** Summaries that have been sent. */
  readonly sent: string[];
  readonly told: string[];
  result: PutResult | Promise<PutResult>;
}

const DONE: PutResult = { kind: 'done' };
const LATER: PutResult = { kind: 'later', why: 'it cannot be reached' };

function open(book = openBook()): Desk {
  const clock = new VirtualClock(1_000_000);
  const hub = new LogHub(() => clock.now());
  const told: string[] = [];
  hub.add({ verbosity: 0, debug: 0, write: ({ level, message }) => void told.push(`${level}: ${message}`) });
  const sent: string[] = [];
  const desk = { clock, book, sent, told, result: DONE as PutResult | Promise<PutResult> };
  const send = async ({ summary }: CalendarDraft): Promise<PutResult> => {
    sent.push(summary);
    return desk.result;
  };
  const outbox = new Outbox('Work', { clock, log: hub.logger('test'), book, send });
  return Object.assign(desk, { outbox });
}

test('what the server takes leaves no trace; what it refuses neither', async () => {
  const desk = open();
  expect(await desk.outbox.write(draft('a'))).toEqual({ kind: 'written' });
  desk.result = { kind: 'refused', why: 'no' };
  expect(await desk.outbox.write(draft('b'))).toEqual({ kind: 'refused', why: 'no' });
  expect([desk.book.facts.size, desk.outbox.size, desk.told]).toEqual([0, 0, []]);
});

test('while the server is away only the first call asks it; then it is asked less and less often', async () => {
  const desk = open();
  desk.result = LATER;
  for (const uid of ['a', 'b', 'c'])
    expect(await desk.outbox.write(draft(uid))).toEqual({ kind: 'queued', why: LATER.why });
  expect(desk.sent).toEqual(['a']);
  expect(desk.book.facts.size).toBe(3);
  await desk.clock.advance(3_600_000);
  expect(desk.sent.length).toBeLessThan(12);
  expect(desk.told).toEqual(["warning: calendar 'Work': it cannot be reached; 1 event waits to be written"]);
  desk.result = DONE;
  desk.sent.length = 0;
  await desk.clock.advance(900_000);
  expect(desk.sent).toEqual(['a', 'b', 'c']);
  expect(desk.book.facts.size).toBe(0);
});

test('what waits is known after a restart, in order, and only to its calendar', async () => {
  const desk = open();
  desk.result = LATER;
  for (const uid of ['z', 'a']) {
    await desk.outbox.write(draft(uid));
    await desk.clock.advance(1);
  }
  desk.outbox.close();
  desk.book.facts.set('other\nx', '{"sinceMs":1,"draft":{"uid":"x"}}');
  desk.book.facts.set('work\nbroken', 'no JSON');
  const next = open(desk.book);
  next.outbox.serverIsBack();
  await next.clock.advance(1);
  expect(next.sent).toEqual(['z', 'a']);
  expect([...desk.book.facts.keys()]).toEqual(['other\nx', 'work\nbroken']);
});

test('a newer event of the same UID takes the place of the one that waits, also of one on its way', async () => {
  const desk = open();
  desk.result = LATER;
  await desk.outbox.write(draft('a', 'old'));
  await desk.outbox.write(draft('a', 'new'));
  expect(desk.outbox.size).toBe(1);
  const gate = Promise.withResolvers<PutResult>();
  desk.result = gate.promise;
  desk.outbox.serverIsBack();
  await desk.clock.advance(1);
  await desk.outbox.write(draft('a', 'newest'));
  desk.result = DONE;
  gate.resolve(DONE);
  await desk.clock.advance(1);
  expect(desk.sent).toEqual(['old', 'new', 'newest']);
  expect(desk.outbox.size).toBe(0);
});

test('a call waits no longer than 20 seconds for a slow server, and the event is sent once', async () => {
  const desk = open();
  const gate = Promise.withResolvers<PutResult>();
  desk.result = gate.promise;
  const results: CalendarWritten[] = [];
  for (const uid of ['a', 'b']) void desk.outbox.write(draft(uid)).then((written) => results.push(written));
  await desk.clock.advance(20_000);
  expect(results.map(({ kind }) => kind)).toEqual(['queued', 'queued']);
  gate.resolve(DONE);
  await desk.clock.advance(1);
  expect(desk.sent).toEqual(['a', 'b']);
  expect(desk.outbox.size).toBe(0);
});

test('a promised event that the server refuses is tried again, holds up no other, and is given up after two weeks', async () => {
  const desk = open();
  desk.result = LATER;
  await desk.outbox.write(draft('a'));
  desk.result = { kind: 'refused', why: 'the server forbids it to this user (403)' };
  await desk.clock.advance(60_000);
  desk.result = DONE;
  expect(desk.outbox.size).toBe(1);
  desk.result = { kind: 'refused', why: 'the server forbids it to this user (403)' };
  await desk.clock.advance(15 * 24 * 3_600_000);
  expect(desk.outbox.size).toBe(0);
  expect(desk.told).toEqual([
    "warning: calendar 'Work': it cannot be reached; 1 event waits to be written",
    "warning: calendar 'Work': the server forbids it to this user (403); the event 'a' that waits to be written is tried again later",
    expect.stringContaining(
      "error: calendar 'Work': an event waited for two weeks and is given up (the server forbids it",
    ),
  ]);
});

test('too many and too long events are refused, and so is one that cannot be stored', async () => {
  const desk = open();
  expect(await desk.outbox.write(draft('a', 'x'.repeat(300_000)))).toMatchObject({ kind: 'refused' });
  desk.result = LATER;
  for (let n = 0; n < MOST_WAITING; n++) await desk.outbox.write(draft(`u${n}`));
  expect(await desk.outbox.write(draft('more'))).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('1000 events wait'),
  });
  const other = open();
  other.result = LATER;
  other.book.full = true;
  expect(await other.outbox.write(draft('a'))).toEqual({
    kind: 'refused',
    why: 'it cannot be reached, and the event cannot be stored: the disk is full',
  });
  expect(other.outbox.size).toBe(0);
  other.result = DONE;
  expect(await other.outbox.write(draft('b'))).toMatchObject({ kind: 'written' });
});
