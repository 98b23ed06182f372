import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { mailboxesPort } from '../../src/pbx/ports/mailboxes.ts';
import { sine } from '../support/audio.ts';
import { CALDAV, FakeCaldav } from '../support/fake-caldav.ts';
import { answerAfter, type FakeCall, refuse } from '../support/fake-phone.ts';
import { FakeWebServer } from '../support/fake-web-server.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** Saturday, 21 November 2026, 09:00 UTC. */
const NINE = Date.UTC(2026, 10, 21, 9);
const MINUTE = 60_000;
const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

/** The example as it stands, with the fake server's calendar and user. */
async function openExample(name: string, calendar: string, server: FakeCaldav): Promise<TestPbx> {
  const read = (file: string): string => readFileSync(join(EXAMPLES, name, file), 'utf8');
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': read('extensions.conf'),
      ...(calendar === 'myCalendar' && { 'voicemail.conf': read('voicemail.conf') }),
      'calendar.conf': read('calendar.conf')
        .replace(/^url = .*$/m, `url = ${CALDAV}/alice/office/`)
        .replace(/^user = .*$/m, 'user = alice')
        .replace(/^secret = .*$/m, 'secret = wonder'),
    },
    phones: {
      itsp: answerAfter(2000, (call) => call.clock.after(75_000, () => call.hangUp())),
      '0000FFFF0002': answerAfter(1000),
    },
    startMs: NINE,
    http: new FakeWebServer(server.answer),
  });
  for (const prompt of ['enter-the-hour-and-minute', 'enter-the-number-of-minutes', 'that-time-is-taken'])
    pbx.prompt(prompt, sine(440, 500));
  await pbx.clock.advance(1);
  await pbx.pbx.ports.use(commandsPort).run(`calendar refresh ${calendar}`);
  return pbx;
}

/** The hour and minute of the machine's own zone, as the dialplan has it. */
function clockDigits(ms: number): string {
  const date = new Date(ms);
  return `${String(date.getHours()).padStart(2, '0')}${String(date.getMinutes()).padStart(2, '0')}`;
}

async function press(pbx: TestPbx, call: FakeCall, digits: string): Promise<void> {
  await pbx.clock.advance(4000);
  void call.press(digits);
  await pbx.clock.advance(4000);
}

const fields = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\r\n')
      .map((line): [string, string] => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 1)]),
  );

test('the day is read out', async () => {
  const server = new FakeCaldav();
  const event = (uid: string, summary: string, at: string): void =>
    server.add(uid, 'BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:${summary}`, `DTSTART:${at}`, 'DURATION:PT1H', 'END:VEVENT');
  event('b', '../../etc/passwd & more', '20261121T140000Z');
  event('a', 'Team lunch', '20261121T113000Z');
  await using pbx = await openExample('day-planner', 'me', server);
  await pbx.finish(pbx.call('0000FFFF0001', '30', { context: 'office' }));
  const said = pbx.log.steps.flatMap((step) => /[ ?](Say\w+|Playback)\((.*?)\)+$/.exec(step)?.slice(1).join(' ') ?? []);
  expect(said).toEqual([
    'Playback your-calendar-has',
    'SayNumber 2',
    'Playback events',
    `SayDigits ${clockDigits(NINE + 150 * MINUTE)}`,
    'Playback Team-lunch',
    `SayDigits ${clockDigits(NINE + 300 * MINUTE)}`,
    'Playback etcpasswd--more',
  ]);
});

test('time is booked from the phone, once; a time that is taken is asked for again', async () => {
  const server = new FakeCaldav();
  await using pbx = await openExample('day-planner', 'me', server);
  const book = async (startMs: number, minutes: string): Promise<FakeCall> => {
    const call = pbx.call('0000FFFF0001', '31', { context: 'office' });
    await press(pbx, call, clockDigits(startMs));
    await press(pbx, call, `${minutes}#`);
    return call;
  };
  const first = await book(NINE + 120 * MINUTE, '45');
  await pbx.finish(first);
  const [text = ''] = server.objects.values();
  expect(fields(text)).toMatchObject({
    SUMMARY: 'Booked by phone',
    DESCRIPTION: 'Booked by 0000FFFF0001 from the phone.',
    DTSTART: '20261121T110000Z',
    DTEND: '20261121T114500Z',
    STATUS: 'CONFIRMED',
  });
  await pbx.clock.advance(3000);
  const second = await book(NINE + 150 * MINUTE, '30');
  expect(pbx.log.steps.some((step) => step.includes('Playback(that-time-is-taken)'))).toBe(true);
  await press(pbx, second, clockDigits(NINE - 60 * MINUTE));
  await press(pbx, second, '30#');
  await pbx.finish(second);
  expect([...server.objects.values()].map((one) => fields(one)['DTSTART'])).toEqual([
    '20261121T110000Z',
    '20261122T080000Z',
  ]);
});

test('an outbound call is written down with its length; one that nobody answers is not', async () => {
  const server = new FakeCaldav();
  await using pbx = await openExample('call-log', 'phone_call_calendar', server);
  await pbx.finish(pbx.call('0000FFFF0001', '2125551234', { context: 'outbound' }));
  pbx.phone('itsp', refuse('busy'));
  await pbx.finish(pbx.call('0000FFFF0001', '2125550000', { context: 'outbound' }));
  expect([...server.objects.values()].map(fields)).toEqual([
    expect.objectContaining({
      SUMMARY: 'OUTBOUND: 2125551234',
      DESCRIPTION: 'Phone call to 2125551234 lasted for 75 seconds.',
      DTSTART: '20261121T090000Z',
      DTEND: '20261121T090117Z',
    }),
  ]);
});

test('a busy calendar sends calls past the phone', async () => {
  const server = new FakeCaldav();
  server.add('m', 'BEGIN:VEVENT', 'UID:m', 'DTSTART:20261121T085500Z', 'DTEND:20261121T090500Z', 'END:VEVENT');
  await using pbx = await openExample('busy-routing', 'myCalendar', server);
  for (const line of ['device 0000FFFF0002', 'calendar myCalendar', 'voicemail_context shifteight'])
    await pbx.pbx.ports.use(commandsPort).run(`database put extension 3001/${line}`);
  const dialled = async (exten: string): Promise<boolean> => {
    const before = pbx.log.steps.length;
    const call = pbx.call('bob', exten, { context: 'office' });
    await pbx.clock.advance(5000);
    call.hangUp();
    await pbx.finish(call);
    return pbx.log.steps.slice(before).some((step) => step.includes(' Dial('));
  };
  expect([await dialled('3000'), await dialled('3001')]).toEqual([false, false]);
  expect(pbx.log.steps.filter((step) => step.includes('VoiceMail('))).toEqual([
    'voicemail@office:3 VoiceMail(3000@shifteight,b)',
    expect.stringContaining('VoiceMail(3001@shifteight,b)'),
  ]);
  const mailboxes = pbx.pbx.ports.use(mailboxesPort);
  for (const box of ['3000@shifteight', '3001@shifteight']) expect(mailboxes.counts(box)?.unheard).toBe(1);
  await pbx.clock.advance(10 * MINUTE);
  expect([await dialled('3000'), await dialled('3001')]).toEqual([true, true]);
});
