import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { amplitudeAt, readSound, sine, strongestFrequency } from '../support/audio.ts';
import type { FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** A PBX of one context, with a prompt `tune` of a second at 700 Hz. */
async function open(lines: string): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': `[default]\n${lines}\nexten => 5,1,NoOp(five)\n`,
      'voicemail.conf': '[default]\n3000 => 1,Ann Baker\n',
    },
  });
  pbx.prompt('tune', sine(700, 1000));
  return pbx;
}

const notes = (pbx: TestPbx): string[] => pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);
const played = (pbx: TestPbx): boolean => pbx.log.has("Playing 'tune.wav'");

/** Calls extension 1, and presses digits after a second. */
async function dial(pbx: TestPbx, digits = ''): Promise<FakeCall> {
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1000);
  void call.press(digits);
  await pbx.clock.advance(10_000);
  call.hangUp();
  await pbx.finish(call);
  return call;
}

describe('a call that is not up', () => {
  test.each([
    ['BackGround(tune,s)', false, false],
    ['BackGround(tune,n)', false, true],
    ['BackGround(tune)', true, true],
    ['Read(v,tune,1,s,1,1)', false, false],
    ['Read(v,tune,1,n,1,1)', false, true],
    ['Read(v,tune,1,,1,1)', true, true],
    ['ReadExten(v,tune,,s,1)', false, false],
    ['ReadExten(v,tune,,n,1)', false, true],
    ['ReadExten(v,tune,,,1)', true, true],
  ])('%s answers it: %s, and plays: %s', async (step, answered, heard) => {
    await using pbx = await open(`exten => 1,1,${step}\n same => n,NoOp(on)`);
    const call = await dial(pbx);
    expect([call.accepted, played(pbx), notes(pbx)]).toEqual([answered, heard, ['on']]);
  });

  test.each([
    ['', true, 'DTMF'],
    ['n', false, 'DTMF'],
    ['s', false, 'SKIP'],
  ])('Record with option %j answers it: %s, and ends with %s', async (option, answered, status) => {
    await using pbx = await open(`exten => 1,1,Record(memo.wav,,,q${option})\n same => n,NoOp(\${RECORD_STATUS})`);
    const call = await dial(pbx, '#');
    expect([call.accepted, notes(pbx)]).toEqual([answered, [status]]);
  });

  test.each([
    ['', true],
    ['n', false],
  ])('Directory with option %j answers it: %s', async (option, answered) => {
    await using pbx = await open(`exten => 1,1,Directory(default,default,${option})`);
    expect((await dial(pbx)).accepted).toBe(answered);
  });
});

describe('Record', () => {
  /** How long the file is, in seconds, after a caller has hummed for one and a half and been silent until the silence ended it. */
  async function recorded(options: string): Promise<number> {
    await using pbx = await open(`exten => 1,1,Answer()\n same => n,Record(memo.wav,2,20,q${options})`);
    for (const _ of options.includes('a') ? [1, 2] : [1]) {
      const call = pbx.call('alice', '1');
      await pbx.clock.advance(100);
      const hum = call.hum(500);
      pbx.clock.after(1500, () => hum?.stop());
      await pbx.finish(call);
    }
    return Math.round(readSound(join(pbx.directories.data, 'sounds', 'memo.wav')).samples.length / 800) / 10;
  }

  test('all silence at the end but a second is left out, but not with u; a appends', async () => {
    const plain = await recorded('');
    expect(await recorded('u')).toBeCloseTo(plain + 1, 0);
    expect(await recorded('a')).toBeCloseTo(plain * 2, 0);
  });
});

test('WaitExten with d plays the dial tone, or another one', async () => {
  for (const [option, frequency] of [
    ['d', 350],
    ['d(congestion)', 480],
  ] as const) {
    await using pbx = await open(`exten => 1,1,Answer()\n same => n,WaitExten(5,${option})`);
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(500);
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(200);
    expect(amplitudeAt(await call.heard(), frequency, 0, 150)).toBeGreaterThan(500);
    void call.press('5');
    await pbx.finish(call);
    expect(notes(pbx)).toEqual(['five']);
  }
});

test('ControlPlayback with o begins so many milliseconds into the prompt', async () => {
  await using pbx = await open('exten => 1,1,Answer()\n same => n,ControlPlayback(long,,,,,,,o(2000))');
  const [low, high] = [sine(500, 2000), sine(900, 2000)];
  pbx.prompt('long', { rate: 8000, samples: Int16Array.of(...low.samples, ...high.samples) });
  const call = pbx.call('alice', '1');
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(1500);
  expect(strongestFrequency(await call.heard(), 700, 500)).toBe(900);
  call.hangUp();
  await pbx.finish(call);
});

test.each([
  ['', '0', 'on'],
  ['j', '0', 'five'],
  ['', 'true', 'five'],
])('DateTime with option %j and SAY_DTMF_INTERRUPT=%s: a digit leads %s', async (option, variable, expected) => {
  await using pbx = await open(
    `exten => 1,1,Set(SAY_DTMF_INTERRUPT=${variable})\n same => n,DateTime(0,UTC,,${option})\n same => n,NoOp(on)`,
  );
  await dial(pbx, '5');
  expect(notes(pbx)).toEqual([expected]);
});

test('Milliwatt is 1004 Hz, with o 1000 Hz, and with m there is a second of silence after nine', async () => {
  const heard = async (option: string): Promise<[hz: number, pause: boolean]> => {
    await using pbx = await open(`exten => 1,1,Answer()\n same => n,Milliwatt(${option})`);
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(500);
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(10_500);
    const sound = await call.heard();
    call.hangUp();
    await pbx.finish(call);
    const seconds = Array.from({ length: 20 }, (_, half) => amplitudeAt(sound, 1000, half * 500, 400) < 100);
    return [strongestFrequency(sound, 1000, 1000, 1), seconds.includes(true)];
  };
  expect(await heard('')).toEqual([1004, false]);
  expect(await heard('o')).toEqual([1000, false]);
  expect(await heard('m')).toEqual([1004, true]);
});

test('SendURL is taken with w, and says that the phone cannot', async () => {
  await using pbx = await open('exten => 1,1,SendURL(https://example.org/,w)\n same => n,NoOp(${SENDURLSTATUS})');
  await dial(pbx);
  expect(notes(pbx)).toEqual(['UNSUPPORTED']);
});

test.each([
  ['a', 'idle', 'Phone/bob 0'],
  ['as', 'busy', ' 2'],
  ['at', 'busy', 'Phone/bob 1'],
  ['at', 'idle', 'Phone/bob 0'],
])('ChanIsAvail with option %s, of a phone that is %s: %s', async (option, state, expected) => {
  await using pbx = await open(
    `exten => 1,1,ChanIsAvail(Phone/bob,${option})\n same => n,NoOp(\${AVAILORIGCHAN} \${AVAILSTATUS})\nexten => 2,1,Dial(Phone/bob)`,
  );
  pbx.exchange.phone('bob');
  if (state === 'busy') pbx.call('carol', '2');
  await pbx.clock.advance(100);
  await dial(pbx);
  expect(notes(pbx)).toEqual([expected]);
});
