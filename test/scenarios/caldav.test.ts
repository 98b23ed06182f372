import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { CALDAV, FakeCaldav } from '../support/fake-caldav.ts';
import { answerAfter } from '../support/fake-phone.ts';
import { type FakeAnswer, FakeWebServer } from '../support/fake-web-server.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** Saturday, 21 November 2026, 09:00 UTC. */
const NINE = Date.UTC(2026, 10, 21, 9);
const MINUTE = 60_000;
const AWAY: FakeAnswer = { fault: { kind: 'unreachable', message: 'it cannot be reached' } };

const CALENDAR = `[work]\ntype = caldav\nurl = ${CALDAV}/alice/office/\nuser = alice\nsecret = wonder\nrefresh = 15\ntimeframe = 120\n`;
const DIALPLAN = `[default]
exten => busy,1,NoOp(\${CALENDAR_BUSY(work)})
exten => list,1,Set(q=\${CALENDAR_QUERY(work)})
 same => n,NoOp(\${CALENDAR_QUERY_RESULT(\${q},getnum)} \${CALENDAR_QUERY_RESULT(\${q},summary)} \${CALENDAR_QUERY_RESULT(\${q},start)} \${CALENDAR_QUERY_RESULT(\${q},summary,2)})
exten => near,1,Set(q=\${CALENDAR_QUERY(work,\${EPOCH},\${EPOCH})})
 same => n,NoOp(\${CALENDAR_QUERY_RESULT(\${q},getnum)} \${CALENDAR_QUERY_RESULT(\${q},summary)})
exten => write,1,Set(CALENDAR_WRITE(work,summary,description,start,end)=OUTBOUND: \${N},"Phone call, \${N}",\${EPOCH},$[\${EPOCH}+60])
 same => n,NoOp(success \${CALENDAR_SUCCESS})
exten => named,1,Set(CALENDAR_WRITE(work,uid,summary,start,end)=\${UID},\${N},\${EPOCH},$[\${EPOCH}+60])
 same => n,NoOp(success \${CALENDAR_SUCCESS})
exten => wrong,1,Set(CALENDAR_WRITE(work,summary,start)=x)
 same => n,NoOp(success \${CALENDAR_SUCCESS})
exten => zero,1,Set(CALENDAR_WRITE(work,summary,start,bogus)=x,0,y)
 same => n,NoOp(success \${CALENDAR_SUCCESS})
`;

interface House extends AsyncDisposable {
  readonly pbx: TestPbx;
  readonly server: FakeCaldav;
  cli(line: string): Promise<string>;
  /** Calls an extension, with N set; @returns its steps NoOp. */
  call(exten: string, n?: string, uid?: string): Promise<string[]>;
  warnings(): string[];
}

async function open(server = new FakeCaldav(), calendar = CALENDAR): Promise<House> {
  const pbx = await openTestPbx({
    config: { 'calendar.conf': calendar, 'extensions.conf': DIALPLAN },
    phones: { alice: answerAfter(1000) },
    startMs: NINE,
    http: new FakeWebServer(server.answer),
  });
  const cli = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line)).text;
  await pbx.clock.advance(1);
  // Resolves when the first fetch is over, or does it.
  await cli('calendar refresh work');
  return {
    pbx,
    server,
    cli,
    async call(exten, N = '', UID = '') {
      const before = pbx.log.steps.length;
      await pbx.finish(pbx.call('bob', exten, { variables: { N, UID } }));
      return pbx.log.steps.slice(before).flatMap((step) => /NoOp\((.*)\)$/.exec(step)?.[1] ?? []);
    },
    warnings: () => pbx.log.of('warning'),
    [Symbol.asyncDispose]: () => pbx.close(),
  };
}

const vevent = (uid: string, ...lines: string[]): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `SUMMARY:${uid}`,
  ...lines,
  'END:VEVENT',
];

test('events, a recurrence and its override come from the server and are worked out here', async () => {
  const server = new FakeCaldav();
  server.add('single', ...vevent('single', 'DTSTART:20261121T084500Z', 'DTEND:20261121T091500Z'));
  server.add(
    'daily',
    ...vevent('daily', 'DTSTART;TZID=Europe/Berlin:20261101T093000', 'DURATION:PT15M', 'RRULE:FREQ=DAILY'),
    ...vevent(
      'daily',
      'RECURRENCE-ID;TZID=Europe/Berlin:20261121T093000',
      'DTSTART:20261121T100000Z',
      'DURATION:PT15M',
    ).map((line) => line.replace('SUMMARY:daily', 'SUMMARY:moved')),
  );
  await using house = await open(server);
  expect(house.warnings()).toEqual([]);
  expect(await house.call('list')).toEqual([`2 single ${NINE / 1000 - 900} moved`]);
  expect(await house.call('near')).toEqual(['1 single']);
  expect(await house.call('busy')).toEqual(['1']);
  expect(await house.cli('calendar show calendars')).toContain('work                 caldav     busy  \n');
});

test('a calendar that has not changed is not asked for its events again, until the window runs out', async () => {
  const server = new FakeCaldav();
  server.add('evening', ...vevent('evening', 'DTSTART:20261121T140000Z', 'DURATION:PT1H'));
  await using house = await open(server);
  await house.pbx.clock.advance(4 * 60 * MINUTE);
  expect(await house.call('list')).toEqual([`1 evening ${NINE / 1000 + 5 * 3600} `]);
  const reports = (): number => server.asked.filter((line) => line.startsWith('REPORT')).length;
  expect(reports()).toBe(1);
  server.add('second', ...vevent('second', 'DTSTART:20261121T131500Z', 'DURATION:PT1H'));
  await house.pbx.clock.advance(15 * MINUTE);
  expect(await house.call('list')).toEqual([`2 second ${NINE / 1000 + 4 * 3600 + 900} evening`]);
  await house.pbx.clock.advance(48 * 60 * MINUTE);
  expect(reports()).toBeLessThan(6);
});

test('whatever the server answers, the last good events stay, with one message each', async () => {
  const server = new FakeCaldav();
  server.add('meeting', ...vevent('meeting', 'DTSTART:20261121T093000Z', 'DURATION:PT1H'));
  await using house = await open(server);
  const bad: FakeAnswer[] = [
    AWAY,
    { status: 401 },
    { status: 404 },
    { status: 200, body: '<!DOCTYPE html><html><title>Sign in</title></html>' },
    { status: 207, body: '<multistatus xmlns="DAV:"><response><href>/al' },
    { status: 207, body: '<!DOCTYPE m [<!ENTITY a "aaaa">]><multistatus xmlns="DAV:">&a;</multistatus>' },
    { fault: { kind: 'too-large', message: 'the answer is longer than 50 MB' } },
    { fault: { kind: 'timeout', message: 'no complete answer within 60 s' } },
  ];
  for (const answer of bad) {
    server.trouble = answer;
    for (let n = 0; n < 3; n++) await house.cli('calendar refresh work');
    expect(await house.cli('calendar show calendar work')).toContain('Summary     : meeting');
  }
  const rest = '; the last good answer holds (1 event)';
  expect(house.warnings()).toEqual([
    `calendar 'work': it cannot be reached${rest}`,
    `calendar 'work': the server refuses the user and secret (401)${rest}`,
    `calendar 'work': the server answers 404 Not Found${rest}`,
    `calendar 'work': the server does not speak CalDAV here: its answer is an HTML page titled 'Sign in'${rest}`,
    `calendar 'work': the answer is XML that breaks off${rest}`,
    `calendar 'work': the answer is XML with a document type, which no calendar needs${rest}`,
    `calendar 'work': the answer is longer than 50 MB${rest}`,
    `calendar 'work': no complete answer within 60 s${rest}`,
  ]);
  server.trouble = undefined;
  expect(await house.cli('calendar refresh work')).toBe("Calendar 'work' fetched: 1 event.\n");
});

test('a principal leads to its only calendar; of several the message names them', async () => {
  const server = new FakeCaldav();
  server.calendars.add('/alice/tasks/');
  server.add('meeting', ...vevent('meeting', 'DTSTART:20261121T093000Z', 'DURATION:PT1H'));
  await using house = await open(server, CALENDAR.replace('/alice/office/', '/alice/'));
  expect((await house.call('list'))[0]).toContain('1 meeting');
  await house.call('write', '5551234');
  expect(house.server.objects.size).toBe(2);
  server.calendars.add('/alice/home/');
  await using other = await open(server, CALENDAR.replace('/alice/office/', '/alice/'));
  expect(other.warnings()).toEqual([
    "calendar 'work': there are 2 calendars at this address; name one in url: /alice/office/, /alice/home/; it has no events so far",
  ]);
});

test('CALENDAR_WRITE makes an event that shows within seconds', async () => {
  await using house = await open();
  expect(await house.call('write', '5551234')).toEqual(['success 1']);
  const [[path = '', text = ''] = []] = [...house.server.objects];
  expect(path).toMatch(/^\/alice\/office\/[0-9a-f-]{36}\.ics$/);
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Asterism//res_calendar_caldav//EN',
    'BEGIN:VEVENT',
    `UID:${path.slice('/alice/office/'.length, -'.ics'.length)}`,
    'DTSTAMP:20261121T090000Z',
    'DTSTART:20261121T090000Z',
    'DTEND:20261121T090100Z',
    'SUMMARY:OUTBOUND: 5551234',
    'DESCRIPTION:Phone call\\, 5551234',
    'STATUS:CONFIRMED',
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
  await house.pbx.clock.advance(3000);
  expect((await house.call('list'))[0]).toContain('1 OUTBOUND: 5551234');
  expect(house.warnings()).toEqual([]);
});

test('an event of a given UID is replaced, wherever it lies; fields and values must be as many, a time of 0 is now', async () => {
  const server = new FakeCaldav();
  server.add('other-name', ...vevent('u1', 'DTSTART:20261121T093000Z', 'DURATION:PT1H'));
  await using house = await open(server);
  expect(await house.call('named', 'first', 'a/../b?c')).toEqual(['success 1']);
  expect(await house.call('named', 'second', 'a/../b?c')).toEqual(['success 1']);
  expect(await house.call('named', 'third', 'u1')).toEqual(['success 1']);
  expect([...server.objects].map(([path, text]) => `${path} ${/SUMMARY:(.*)\r/.exec(text)?.[1]}`)).toEqual([
    '/alice/office/other-name.ics third',
    '/alice/office/a%2F..%2Fb%3Fc.ics second',
  ]);
  expect([...(await house.call('wrong')), ...(await house.call('zero'))]).toEqual(['success 0', 'success 1']);
  expect(house.warnings().map((line) => line.replace(/^.*: (?=CAL)/, ''))).toEqual([
    expect.stringContaining('CALENDAR_WRITE should have the same number of fields (2) and values (1)!'),
    expect.stringContaining("Unknown calendar event field 'bogus'"),
  ]);
});

test('while the server is away events wait on disk, also across a restart, and arrive once', async () => {
  await using house = await open();
  const { server } = house;
  server.trouble = AWAY;
  for (const n of ['1', '2', '3']) expect(await house.call('write', n)).toEqual(['success 1']);
  expect(house.warnings()).toEqual(["calendar 'work': it cannot be reached; 1 event waits to be written"]);
  const { modules } = house.pbx.pbx;
  expect(await modules.unload('res_calendar_caldav', false)).toEqual({ ok: true });
  expect(await house.cli('calendar show calendars')).not.toContain('work');
  expect(await modules.load('res_calendar_caldav')).toEqual({ ok: true });
  await house.pbx.clock.advance(10 * MINUTE);
  expect(server.objects.size).toBe(0);
  server.trouble = undefined;
  await house.pbx.clock.advance(16 * MINUTE);
  expect([...server.objects.values()].map((text) => /SUMMARY:(.*)\r/.exec(text)?.[1])).toEqual(
    ['1', '2', '3'].map((n) => `OUTBOUND: ${n}`),
  );
  expect(house.pbx.log.has("calendar 'work': the 3 events that waited have been written")).toBe(true);
  const puts = server.asked.filter((line) => line.startsWith('PUT')).length;
  await house.pbx.clock.advance(60 * MINUTE);
  expect(server.asked.filter((line) => line.startsWith('PUT'))).toHaveLength(puts);
});

test('an answer that is lost makes no second event; a refused one is 0, a wrong password waits', async () => {
  await using house = await open();
  const { server } = house;
  // The server takes it, but the answer never comes.
  server.trouble = (request) => {
    if (request.method !== 'PUT') return undefined;
    server.trouble = undefined;
    server.answer(request);
    return { fault: { kind: 'broken', message: 'the connection broke' } };
  };
  expect(await house.call('write', 'lost')).toEqual(['success 1']);
  await house.pbx.clock.advance(MINUTE);
  expect(server.objects.size).toBe(1);
  server.trouble = (request) => (request.method === 'PUT' ? { status: 403 } : undefined);
  expect(await house.call('write', 'forbidden')).toEqual(['success 0']);
  expect(house.warnings().at(-1)).toContain(
    "Calendar 'work': the event was not written: the server forbids it to this user (403)",
  );
  server.trouble = { status: 401 };
  expect(await house.call('write', 'later')).toEqual(['success 1']);
  server.trouble = undefined;
  await house.pbx.clock.advance(MINUTE);
  expect([...server.objects.values()].filter((text) => text.includes('later'))).toHaveLength(1);
});
