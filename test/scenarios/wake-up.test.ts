import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { amplitudeAt, sine } from '../support/audio.ts';
import { exampleFiles } from '../support/example.ts';
import { answerAfter, type Behaviour, type FakeCall } from '../support/fake-phone.ts';
import { FakeWebServer } from '../support/fake-web-server.ts';
import { ics, icsAlarm, icsEvent } from '../support/ics.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** Saturday, 21 November 2026, 09:00 UTC. */
const NINE = Date.UTC(2026, 10, 21, 9);
const MINUTE = 60_000;
const OWNER = '0000FFFF0001';
const GUEST = '0000FFFF0002';
const WAKE_UP_HZ = 600;
const QUESTION_HZ = 1500;

/** The example as it stands, with what the two calendars hold. */
async function open(
  calendars: Readonly<Record<string, string>>,
  guest: Behaviour = answerAfter(1000),
): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: exampleFiles('wake-up'),
    phones: { [OWNER]: answerAfter(1000), [GUEST]: guest, tapped: answerAfter(1000) },
    startMs: NINE,
    http: new FakeWebServer(({ url }) => calendars[url.replace(/^.*\//, '')] ?? ics()),
  });
  pbx.prompt('this-is-yr-wakeup-call', sine(WAKE_UP_HZ, 2000));
  pbx.prompt('to-confirm-wakeup', sine(QUESTION_HZ, 300));
  for (const name of [
    'press-1',
    'otherwise',
    'press-2',
    'silence/1',
    'pls-rcrd-name-at-tone',
    'and-prs-pound-whn-finished',
    'beep',
    'vm-goodbye',
  ])
    pbx.prompt(name, sine(2500, 200));
  await pbx.clock.advance(1);
  return pbx;
}

function meetingAt(location: string): Readonly<Record<string, string>> {
  return {
    'meetings.ics': ics(icsEvent('meeting', 'DTSTART:20261121T100000Z', `LOCATION:${location}`, icsAlarm('-PT15M'))),
  };
}

const callOf = (pbx: TestPbx, phone: string): FakeCall | undefined => pbx.exchange.callsOf(phone).at(-1);

/** A quarter to ten: the owner answers, accepts with `digit`, and says a word at `frequencyHz` for the guest. */
async function ownerAnswers(pbx: TestPbx, digit: string, frequencyHz = 800): Promise<FakeCall> {
  await pbx.clock.advance(45 * MINUTE + 1500);
  const owner = callOf(pbx, OWNER);
  if (!owner) throw new Error('the owner was not called');
  await pbx.clock.advance(2500);
  void owner.press(digit);
  await pbx.clock.advance(4500);
  if (digit !== '1') return owner;
  const word = owner.hum(frequencyHz);
  await pbx.clock.advance(2000);
  word?.stop();
  void owner.press('#');
  await pbx.clock.advance(1500);
  return owner;
}

async function heardBy(pbx: TestPbx, call: FakeCall, forMs: number, tones: readonly number[]): Promise<number[]> {
  call.listen(join(pbx.folder, `heard-${pbx.clock.now()}.wav`));
  await pbx.clock.advance(forMs);
  const sound = await call.heard();
  return tones.filter((tone) => amplitudeAt(sound, tone) > 300);
}

test('the alarm of an event rings the phone, which hears the wake-up call and is let go', async () => {
  await using pbx = await open({
    'wake-up.ics': ics(icsEvent('up', 'DTSTART:20261121T093000Z', icsAlarm('PT0M'))),
  });
  await pbx.clock.advance(30 * MINUTE + 1000);
  const call = callOf(pbx, OWNER);
  if (!call) throw new Error('nobody was called');
  expect(await heardBy(pbx, call, 4000, [WAKE_UP_HZ, QUESTION_HZ])).toEqual([WAKE_UP_HZ]);
  expect(call.endedWith).toBeDefined();
});

test('calendar refire repeats the call', async () => {
  await using pbx = await open({
    'wake-up.ics': ics(icsEvent('up', 'DTSTART:20261121T094500Z', icsAlarm('-PT15M'))),
  });
  await pbx.clock.advance(35 * MINUTE);
  await pbx.pbx.ports.use(commandsPort).run('calendar refire wake-up');
  await pbx.clock.advance(5000);
  expect(pbx.exchange.callsOf(OWNER)).toHaveLength(2);
});

test('owner and guest both accept: the guest hears the word that was recorded, then they hear each other', async () => {
  await using pbx = await open(meetingAt(GUEST));
  const owner = await ownerAnswers(pbx, '1', 800);
  const guest = callOf(pbx, GUEST);
  if (!guest) throw new Error('the guest was not called');
  expect(await heardBy(pbx, guest, 6000, [800, QUESTION_HZ])).toEqual([800, QUESTION_HZ]);
  void guest.press('1');
  await pbx.clock.advance(1500);
  owner.hum(700);
  guest.hum(900);
  expect(await heardBy(pbx, guest, 1000, [700, 900])).toEqual([700]);
  expect(await heardBy(pbx, owner, 1000, [700, 900])).toEqual([900]);
  guest.hangUp();
  await pbx.clock.advance(1000);
  expect(owner.endedWith).toBe(16);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('the owner declines: the guest is never called', async () => {
  await using pbx = await open(meetingAt(GUEST));
  const owner = await ownerAnswers(pbx, '2');
  await pbx.clock.advance(3000);
  expect(pbx.log.steps.some((step) => step.endsWith('Verbose(2,The owner declined)'))).toBe(true);
  expect(owner.endedWith).toBe(16);
  expect(pbx.exchange.callsOf(GUEST)).toEqual([]);
});

test('the guest declines: it is let go, and the owner too', async () => {
  await using pbx = await open(meetingAt(GUEST));
  const owner = await ownerAnswers(pbx, '1');
  const guest = callOf(pbx, GUEST);
  await pbx.clock.advance(6000);
  void guest?.press('2');
  await pbx.clock.advance(5000);
  expect(pbx.log.steps.some((step) => step.endsWith('Verbose(2,The guest declined)'))).toBe(true);
  expect([guest?.endedWith, owner.endedWith]).toEqual([16, 16]);
  expect(pbx.pbx.channels.size).toBe(0);
});

test.each([`../${GUEST}`, `${GUEST}&SIP/tapped`, `SIP/${GUEST}/tapped`])(
  'a location that reads %s reaches no more than what letters and digits name',
  async (location) => {
    await using pbx = await open(meetingAt(location));
    await ownerAnswers(pbx, '1');
    await pbx.clock.advance(5000);
    const plain = location.replace(/[^0-9A-Za-z]/g, '');
    expect(pbx.log.steps.filter((step) => step.includes(' Dial('))).toEqual([
      `start@meeting-setup:8 Dial(SIP/${plain},30,M(CheckConfirm))`,
    ]);
    expect(pbx.exchange.callsOf('tapped')).toEqual([]);
  },
);
