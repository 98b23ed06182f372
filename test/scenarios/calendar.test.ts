import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { deviceStateChanged, deviceStatesPort } from '../../src/pbx/ports/device-states.ts';
import { answerAfter, type Behaviour, ringOnly } from '../support/fake-phone.ts';
import { type FakeAnswer, FakeWebServer } from '../support/fake-web-server.ts';
import { icsAlarm as alarm, icsEvent as event, ics } from '../support/ics.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** Saturday, 21 November 2026, 09:00 UTC. */
const NINE = Date.UTC(2026, 10, 21, 9);
const MINUTE = 60_000;

/** From ten to eleven, with a reminder a quarter of an hour before. */
const meeting = event('meeting', 'DTSTART:20261121T100000Z', 'DTEND:20261121T110000Z', alarm('-PT15M'));

const DIALPLAN =
  '[reminder]\nexten => start,1,NoOp(${CALENDAR_EVENT(summary)} ${CALENDAR_EVENT(start)})\n same => n,Hangup()\n';
const CALENDAR =
  '[work]\ntype = ical\nurl = https://calendar.example.org/work.ics\nrefresh = 15\ntimeframe = 120\nchannel = SIP/alice\ncontext = reminder\nextension = start\n';

interface House extends AsyncDisposable {
  readonly pbx: TestPbx;
  readonly server: FakeWebServer;
  /** Minutes past nine at which alice was called. */
  readonly calls: number[];
  cli(line: string): Promise<string>;
}

async function open(
  answer: FakeAnswer,
  options: { calendar?: string; dialplan?: string; startMs?: number; phone?: Behaviour } = {},
): Promise<House> {
  const server = new FakeWebServer(answer);
  const calls: number[] = [];
  const { startMs = NINE, phone = answerAfter(1000) } = options;
  const pbx = await openTestPbx({
    config: { 'calendar.conf': options.calendar ?? CALENDAR, 'extensions.conf': options.dialplan ?? DIALPLAN },
    phones: {
      alice: (call) => {
        calls.push((call.clock.now() - startMs) / MINUTE);
        phone(call);
      },
    },
    startMs,
    http: server,
  });
  await pbx.clock.advance(1);
  return {
    pbx,
    server,
    calls: calls as number[],
    cli: async (line) => (await pbx.pbx.ports.use(commandsPort).run(line)).text,
    [Symbol.asyncDispose]: () => pbx.close(),
  };
}

const rounded = (calls: readonly number[]): number[] => calls.map((minute) => Math.round(minute * 1000) / 1000);

test('an alarm calls the phone at its instant, and the call knows the event', async () => {
  await using house = await open(ics(meeting));
  await house.pbx.clock.advance(45 * MINUTE - 2);
  expect(house.calls).toEqual([]);
  await house.pbx.clock.advance(2);
  expect(rounded(house.calls)).toEqual([45]);
  await house.pbx.clock.advance(60 * MINUTE);
  expect(house.calls).toHaveLength(1);
  expect(house.pbx.log.steps[0]).toBe(`start@reminder:1 NoOp(meeting ${NINE / 1000 + 3600})`);
  expect(house.pbx.log.has('Dialing SIP/alice for notification on calendar work')).toBe(true);
  expect(house.pbx.pbx.channels.size).toBe(0);
});

test('setvar is evaluated for each call; inherited names and the event reach the call and all that it makes', async () => {
  const dialplan =
    '[reminder]\nexten => leg,1,NoOp(${CHILD} ${ALL} [${OWN}] ${CALENDAR_EVENT(calendar)})\n same => n,Answer()\nexten => start,1,NoOp(${ALL} ${CALENDAR_EVENT(uid)})\n same => n,Hangup()\n';
  await using house = await open(ics(meeting), {
    dialplan,
    calendar: `${CALENDAR.replace('SIP/alice', 'Local/leg@reminder')}setvar = _CHILD=c-\${CALENDAR_EVENT(busystate)}\nsetvar = __ALL=a-\${CALENDAR_EVENT(summary)}\nsetvar = OWN=o\n`,
  });
  await house.pbx.clock.advance(46 * MINUTE);
  expect(house.pbx.log.steps).toEqual([
    'leg@reminder:1 NoOp(c-2 a-meeting [] work)',
    'leg@reminder:2 Answer()',
    'start@reminder:1 NoOp(a-meeting meeting)',
    'start@reminder:2 Hangup()',
  ]);
});

test('app is run instead of context and extension; an unanswered call is told and not repeated', async () => {
  await using house = await open(ics(meeting, event('late', 'DTSTART:20261121T103000Z', alarm('-PT15M'))), {
    calendar: `${CALENDAR}app = Verbose\nappdata = 1,wake up\nwaittime = 20\n`,
    phone: (call) => (call.clock.now() < NINE + 50 * MINUTE ? call.pickUp() : ringOnly(call)),
  });
  await house.pbx.clock.advance(46 * MINUTE);
  expect(house.pbx.log.has('wake up')).toBe(true);
  await house.pbx.clock.advance(30 * MINUTE);
  expect(rounded(house.calls)).toEqual([45, 75]);
  expect(house.pbx.log.has('Notification call for work was not completed')).toBe(true);
  expect(house.pbx.pbx.channels.size).toBe(0);
});

test('an event without alarm calls nobody; autoreminder calls before every event instead of its alarms', async () => {
  const plain = event('plain', 'DTSTART:20261121T100000Z', 'DTEND:20261121T110000Z');
  await using without = await open(ics(plain));
  await without.pbx.clock.advance(90 * MINUTE);
  expect(without.calls).toEqual([]);
  await using auto = await open(ics(plain, event('second', 'DTSTART:20261121T103000Z', alarm('-PT30M'))), {
    calendar: `${CALENDAR}autoreminder = 10\n`,
  });
  await auto.pbx.clock.advance(90 * MINUTE);
  expect(rounded(auto.calls)).toEqual([50, 80]);
});

test('every alarm of every instance rings, each at its own time across the change of the clock', async () => {
  // Berlin leaves summer time on 25 October 2026: 09:00 there is 07:00 UTC on the 24th and 08:00 UTC from the 25th on.
  const daily = event(
    'daily',
    'DTSTART;TZID=Europe/Berlin:20261001T090000',
    'DTEND;TZID=Europe/Berlin:20261001T100000',
    'RRULE:FREQ=DAILY',
    alarm('-PT30M'),
    'BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER;RELATED=END:-PT10M\r\nEND:VALARM',
  );
  const startMs = Date.UTC(2026, 9, 24, 0);
  await using house = await open(ics(daily), { startMs });
  await house.pbx.clock.advance(48 * 60 * MINUTE);
  // 06:30 and 07:50 UTC, then 07:30 and 08:50 UTC.
  expect(rounded(house.calls)).toEqual([390, 470, 1440 + 450, 1440 + 530]);
});

test('a missed reminder is given once if the meeting has not begun, however many alarms were missed', async () => {
  const events = [
    event('soon', 'DTSTART:20261121T090500Z', alarm('-PT30M'), alarm('-PT15M'), alarm('-PT1M')),
    event('begun', 'DTSTART:20261121T085500Z', 'DTEND:20261121T093000Z', alarm('-PT15M')),
  ];
  await using house = await open(ics(...events));
  await house.pbx.clock.advance(60 * MINUTE);
  expect(rounded(house.calls)).toEqual([0, 4]);
});

test('a changed start reschedules, a vanished or cancelled event reminds no more', async () => {
  await using house = await open(ics(meeting, event('gone', 'DTSTART:20261121T100000Z', alarm('-PT10M'))));
  const later = meeting.replace('T100000Z', 'T103000Z');
  const off = event('off', 'STATUS:CANCELLED', 'DTSTART:20261121T100000Z', alarm('-PT5M'));
  house.server.answer = ics(later, off);
  await house.pbx.clock.advance(90 * MINUTE);
  expect(rounded(house.calls)).toEqual([75]);
});

test('a restart between reminder and meeting does not remind again; refire does', async () => {
  await using house = await open(ics(meeting));
  await house.pbx.clock.advance(50 * MINUTE);
  expect(house.calls).toHaveLength(1);
  const { modules } = house.pbx.pbx;
  expect(await modules.unload('res_calendar', true)).toEqual({ ok: true });
  expect(modules.isLoaded('res_calendar_icalendar')).toBe(false);
  for (const name of ['res_calendar', 'res_calendar_icalendar']) expect(await modules.load(name)).toEqual({ ok: true });
  await house.pbx.clock.advance(5 * MINUTE);
  expect(house.calls).toHaveLength(1);
  expect(await house.cli('calendar refire work')).toBe("Calendar 'work': 1 reminder repeated.\n");
  await house.pbx.clock.advance(MINUTE);
  expect(rounded(house.calls)).toEqual([45, 55.00002].map((minute) => Math.round(minute * 1000) / 1000));
  await house.pbx.clock.advance(10 * MINUTE);
  expect(await house.cli('calendar refire work')).toBe(
    "Calendar 'work': no reminder was fired for an event that is still to come.\n",
  );
});

test('bad answers of the server keep the last good events, with one message each', async () => {
  await using house = await open(ics(meeting));
  const bad: FakeAnswer[] = [
    '<!DOCTYPE html><html><title>Please sign in</title></html>',
    { fault: { kind: 'timeout', message: 'no complete answer within 60 s' } },
    { fault: { kind: 'too-large', message: 'the answer is longer than 50 MB' } },
    { fault: { kind: 'redirects', message: 'it was sent on more than 5 times' } },
    { status: 503 },
    { status: 401 },
  ];
  for (const answer of bad) {
    house.server.answer = answer;
    for (let n = 0; n < 3; n++) await house.cli('calendar refresh work');
    expect(await house.cli('calendar show calendar work')).toContain('Summary     : meeting');
  }
  const told = house.pbx.log.of('warning').filter((line) => line.startsWith("calendar 'work'"));
  expect(told).toEqual([
    "calendar 'work': the answer is no calendar but an HTML page titled 'Please sign in'; the last good answer holds (1 event)",
    "calendar 'work': no complete answer within 60 s; the last good answer holds (1 event)",
    "calendar 'work': the answer is longer than 50 MB; the last good answer holds (1 event)",
    "calendar 'work': it was sent on more than 5 times; the last good answer holds (1 event)",
    "calendar 'work': the server answers 503; the last good answer holds (1 event)",
    "calendar 'work': the server refuses the user and secret (401); the last good answer holds (1 event)",
  ]);
  await house.pbx.clock.advance(46 * MINUTE);
  expect(rounded(house.calls)).toEqual([45]);
  house.server.answer = ics(meeting);
  expect(await house.cli('calendar refresh work')).toBe("Calendar 'work' fetched: 1 event.\n");
  expect(house.pbx.log.has("notice: calendar 'work' is fetched again")).toBe(true);
});

test('a server that is away at the start is asked again soon, then less and less often', async () => {
  await using house = await open({ fault: { kind: 'unreachable', message: 'it cannot be reached' } });
  await house.pbx.clock.advance(7 * MINUTE + 2);
  expect(house.server.requests).toHaveLength(4);
  house.server.answer = ics(meeting);
  await house.pbx.clock.advance(39 * MINUTE);
  expect(rounded(house.calls)).toEqual([45]);
});

test('an unchanged calendar is not sent again, and its events still come into the window', async () => {
  await using house = await open({
    status: 200,
    headers: { etag: '"v1"' },
    body: ics(event('evening', 'DTSTART:20261121T140000Z', alarm('-PT15M'))),
  });
  house.server.answer = (request) =>
    request.headers?.['if-none-match'] === '"v1"' ? { status: 304 } : { status: 500 };
  await house.pbx.clock.advance(5 * 60 * MINUTE);
  expect(rounded(house.calls)).toEqual([285]);
  expect(house.pbx.log.of('warning')).toEqual([]);
});

test('the dialplan asks calendars; the device state follows', async () => {
  const states: string[] = [];
  const dialplan = [
    '[default]',
    'exten => 1,1,NoOp(${CALENDAR_BUSY(WORK)} ${CALENDAR_BUSY(nope)})',
    ' same => n,Set(q=${CALENDAR_QUERY(work)})',
    ' same => n,NoOp(${CALENDAR_QUERY_RESULT(${q},getnum)} ${CALENDAR_QUERY_RESULT(${q},summary)} ${CALENDAR_QUERY_RESULT(${q},summary,2)} [${CALENDAR_QUERY_RESULT(${q},summary,9)}])',
    ' same => n,NoOp([${CALENDAR_QUERY_RESULT(${q},wrong)}] [${CALENDAR_QUERY_RESULT(none,uid)}] [${CALENDAR_EVENT(uid)}])',
    ' same => n,Set(CALENDAR_WRITE(work,summary)=x)',
    ' same => n,NoOp(${CALENDAR_SUCCESS})',
    '',
  ].join('\n');
  const maybe = event('maybe', 'STATUS:TENTATIVE', 'DTSTART:20261121T103000Z', 'DTEND:20261121T104000Z');
  await using house = await open(ics(meeting, maybe), { dialplan, calendar: CALENDAR.replace(/channel.*/s, '') });
  house.pbx.pbx.bus.on(deviceStateChanged, ({ device, state }) =>
    states.push(`${device} ${state} ${(house.pbx.clock.now() - NINE) / MINUTE}`),
  );
  const devices = house.pbx.pbx.ports.use(deviceStatesPort);
  expect([devices.state('Calendar:work'), devices.state('Calendar:nope')]).toEqual(['NOT_INUSE', 'INVALID']);
  await house.pbx.finish(house.pbx.call('bob', '1'));
  expect(house.pbx.log.steps).toEqual([
    '1@default:1 NoOp(0 )',
    expect.stringMatching(/^1@default:2 Set\(q=[0-9a-f]{32}\)$/),
    '1@default:3 NoOp(2 meeting maybe [])',
    '1@default:4 NoOp([] [] [])',
    '1@default:5 Set(CALENDAR_WRITE(work,summary)=x)',
    '1@default:6 NoOp(0)',
  ]);
  for (const warning of [
    "Could not find calendar 'nope'",
    "Unknown field 'wrong'",
    "There is no event notification datastore with id 'none'",
    'There is no event notification datastore on',
    "Calendar 'work' has no write function!",
  ])
    expect(house.pbx.log.has(warning), warning).toBe(true);
  await house.pbx.clock.advance(60 * MINUTE);
  expect(devices.state('Calendar:WORK')).toBe('INUSE');
  await house.pbx.finish(house.pbx.call('bob', '1'));
  expect(house.pbx.log.steps).toContain('1@default:1 NoOp(1 )');
  await house.pbx.clock.advance(60 * MINUTE);
  expect(states.map((state) => state.replace(/(\d+)\.\d+$/, '$1'))).toEqual([
    'Calendar:work BUSY 60',
    'Calendar:work NOT_INUSE 120',
  ]);
  expect(house.calls).toEqual([]);
});

test('the console shows calendars, events, kinds and what waits', async () => {
  await using house = await open(ics(meeting.replace('SUMMARY:meeting', 'SUMMARY:Lunch\\, with Bob')), {
    startMs: NINE,
  });
  expect(await house.cli('calendar show calendars')).toBe(
    'Calendar             Type       Status\n--------             ----       ------\nwork                 ical       free  \n',
  );
  expect(await house.cli('calendar show types')).toBe(
    'Type       Description                   \ncaldav     CalDAV calendars              \nical       iCalendar .ics calendars      \n',
  );
  const shown = await house.cli('calendar show calendar Work');
  expect(shown.replace(/\d\d:\d\d:\d\d [AP]M [+-]\d{4}/g, '<time>')).toBe(
    [
      'Name               : work                ',
      'Notify channel     : SIP/alice           ',
      'Notify context     : reminder            ',
      'Notify extension   : start               ',
      'Notify application :                     ',
      'Notify appdata     :                     ',
      'Refresh time      : 15',
      'Timeframe         : 120',
      'Autoreminder      : None',
      'Events',
      '------',
      'Summary     : Lunch, with Bob                         ',
      'Description :                                         ',
      'Organizer   :                                         ',
      'Location    :                                         ',
      'Categories  :                                         ',
      'Priority    : 0',
      'UID         : meeting                                 ',
      'Start       : 2026-11-21 <time>            ',
      'End         : 2026-11-21 <time>            ',
      'Alarm       : 2026-11-21 <time>            ',
      '',
      '',
    ].join('\n'),
  );
  expect(await house.cli('calendar show calendar nope')).toBe('');
  expect(await house.cli('calendar dump sched')).toMatch(/work +Lunch, with Bob .*\n1 reminder waiting\n$/);
});

/** Rings for an hour. */
const LONG = `${CALENDAR}waittime = 3600\n`;

test('a reload takes over options and calendars, and refuses a faulty file; calls that are up go on', async () => {
  await using house = await open(ics(meeting), { calendar: LONG, phone: ringOnly });
  await house.pbx.clock.advance(46 * MINUTE);
  expect(house.pbx.pbx.channels.size).toBe(2);
  house.pbx.write('calendar.conf', `${LONG}[other]\ntype = ical\nurl = other.example.org/x.ics\n`);
  expect(await house.pbx.pbx.modules.reload('res_calendar')).toEqual({ ok: true });
  await house.pbx.clock.advance(1);
  expect(await house.cli('calendar show calendars')).toContain('\nother ');
  expect(house.server.requests.filter(({ url }) => url.includes('example.org/work'))).toHaveLength(4);
  expect(house.server.requests.at(-1)?.url).toBe('http://other.example.org/x.ics');
  house.pbx.write('calendar.conf', LONG.replace('refresh = 15', 'refresh = soon'));
  expect(await house.pbx.pbx.modules.reload('res_calendar')).toMatchObject({ ok: false });
  expect(await house.cli('calendar show calendars')).toContain('\nother ');
  house.pbx.write('calendar.conf', `${LONG}fetch_again_at_reload = yes\nuser = me\nsecret = s\n`);
  expect(await house.pbx.pbx.modules.reload('res_calendar')).toEqual({ ok: true });
  await house.pbx.clock.advance(1);
  expect(house.server.requests.at(-1)).toMatchObject({ credentials: { user: 'me', secret: 's' } });
  expect(await house.cli('calendar show calendars')).not.toContain('\nother ');
  expect(await house.pbx.pbx.modules.unload('res_calendar', true)).toEqual({ ok: true });
  expect(house.pbx.pbx.channels.size).toBe(2);
  expect(house.calls).toHaveLength(1);
});

test('calendar.conf is checked', async () => {
  await using house = await open(ics(), {
    calendar: [
      '[a]',
      'type = ews',
      'url = https://x.example.org/',
      '[b]',
      'url = http://x.example.org/b.ics',
      '[c]',
      'type = ical',
      'autoreminder = 5',
      'timezone = Mars/Olympus',
      'tls_verify = no',
      '[d]',
      'type = ical',
      'url = gopher://x',
      'channel = alice',
      'frequency = 3',
      '',
    ].join('\n'),
  });
  const told = [...house.pbx.log.of('warning'), ...house.pbx.log.of('error')].join('\n');
  for (const code of ['CA0204', 'CA0208', 'CA0207', 'CA0201', 'CA0205', 'CA0203', 'CA0202', 'CA0206', 'CF02'])
    expect(told, code).toContain(`[${code}`);
  expect(await house.cli('calendar show calendars')).not.toContain('\na ');
});
