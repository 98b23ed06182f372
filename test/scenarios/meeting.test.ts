import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { amplitudeAt, sine } from '../support/audio.ts';
import { exampleFiles } from '../support/example.ts';
import { answerAfter, type FakeCall, refuse, ringOnly } from '../support/fake-phone.ts';
import { FakeWebServer } from '../support/fake-web-server.ts';
import { ics, icsAlarm, icsEvent } from '../support/ics.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** Saturday, 21 November 2026, 09:00 UTC. */
const NINE = Date.UTC(2026, 10, 21, 9);
const MINUTE = 60_000;
const ORGANIZER = '0000FFFF0001';
const TONES: Readonly<Record<string, number>> = {
  [ORGANIZER]: 500,
  '0000FFFF0002': 700,
  '0000FFFF0003': 900,
  '0000FFFF0004': 1100,
};

/** The example as it stands; whoever answers hums a tone of its own. */
async function open(calendars: Readonly<Record<string, string>>): Promise<TestPbx> {
  const humming = (name: string, ringMs: number) => answerAfter(ringMs, (call) => void call.hum(TONES[name] ?? 0));
  const pbx = await openTestPbx({
    config: exampleFiles('meeting'),
    phones: {
      [ORGANIZER]: humming(ORGANIZER, 1000),
      '0000FFFF0002': humming('0000FFFF0002', 500),
      '0000FFFF0003': humming('0000FFFF0003', 1500),
      '0000FFFF0004': humming('0000FFFF0004', 2000),
      silent: ringOnly,
      busy: refuse('busy'),
    },
    startMs: NINE,
    http: new FakeWebServer(({ url }) => calendars[url.replace(/^.*\//, '')] ?? ics()),
  });
  for (const name of ['conf-onlyperson', 'conf-waitforleader', 'conf-placeintoconf', 'conf-leaderhasleft'])
    pbx.prompt(name, sine(3000, 200));
  await pbx.clock.advance(1);
  return pbx;
}

const conferences = async (pbx: TestPbx): Promise<string> =>
  (await pbx.pbx.ports.use(commandsPort).run('meetme list')).text;

/** Which of the phones' tones each of these hears within a second. */
async function heard(pbx: TestPbx, calls: readonly FakeCall[]): Promise<Record<string, string[]>> {
  for (const call of calls) call.listen(join(pbx.folder, `${call.phone}.wav`));
  await pbx.clock.advance(1000);
  const found: Record<string, string[]> = {};
  for (const call of calls) {
    const sound = await call.heard();
    found[call.phone] = Object.keys(TONES).filter((name) => amplitudeAt(sound, TONES[name] ?? 0, 200, 700) > 500);
  }
  return found;
}

test('the reminder calls the organizer, then everybody in the description; all wait until the organizer comes', async () => {
  const description = Object.keys(TONES).slice(1).concat('silent', 'busy').join('^');
  await using pbx = await open({
    'conference.ics': ics(
      icsEvent(
        'talk',
        'DTSTART:20261121T093000Z',
        `DESCRIPTION:${description}`,
        'LOCATION:Room 4321',
        icsAlarm('PT0M'),
      ),
    ),
  });
  await pbx.clock.advance(30 * MINUTE + 1000 + 3500);
  const [organizer, ...guests] = Object.keys(TONES).map((name) => pbx.exchange.callsOf(name).at(-1));
  if (!organizer || guests.some((guest) => !guest)) throw new Error('somebody was not called');
  const there = guests.flatMap((guest) => guest ?? []);
  expect(pbx.exchange.callsOf('silent')).toHaveLength(1);
  expect(pbx.exchange.callsOf('busy')).toHaveLength(1);
  expect(Object.values(await heard(pbx, there))).toEqual([[], [], []]);
  expect(await conferences(pbx)).toMatch(/^4321 +0003 +N\/A /m);
  // the organizer's Dial() ends when the phone that nobody answers has rung for its time
  await pbx.clock.advance(40_000);
  expect(await conferences(pbx)).toMatch(/^4321 +0004 +0001 /m);
  const all = Object.keys(TONES);
  expect(await heard(pbx, [organizer, ...there])).toEqual(
    Object.fromEntries(all.map((name) => [name, all.filter((other) => other !== name)])),
  );
  for (const call of [organizer, ...there]) call.hangUp();
  await pbx.clock.advance(1000);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('a description that nobody can be called from ends the call', async () => {
  await using pbx = await open({
    'conference.ics': ics(
      icsEvent('talk', 'DTSTART:20261121T093000Z', 'DESCRIPTION:^', 'LOCATION:4321', icsAlarm('PT0M')),
    ),
  });
  await pbx.clock.advance(31 * MINUTE);
  expect(pbx.exchange.callsOf(ORGANIZER).at(-1)?.endedWith).toBe(16);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('five minutes ahead somebody is in the room after the answer, without an alarm in the event', async () => {
  await using pbx = await open({ 'room-8001.ics': ics(icsEvent('weekly', 'DTSTART:20261121T093000Z')) });
  await pbx.clock.advance(25 * MINUTE - 10);
  expect(pbx.exchange.callsOf('0000FFFF0002')).toEqual([]);
  await pbx.clock.advance(5000);
  expect(await conferences(pbx)).toMatch(/^8001 +0001 /m);
});
