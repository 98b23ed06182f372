import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { amplitudeAt, findPrompt, readSound, sine, strongestFrequency, sweep } from '../support/audio.ts';
import type { FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, startNothing, type TestPbx, type TestPbxOptions, testEnvironment } from '../support/test-pbx.ts';

const open = (lines: string, more: Partial<TestPbxOptions> = {}): Promise<TestPbx> =>
  openTestPbx({ config: { 'extensions.conf': `[default]\n${lines}\n` }, ...more });

/** A call on which digits are pressed after a while; runs to its end. */
async function dial(pbx: TestPbx, exten: string, digits: string, afterMs = 1000): Promise<FakeCall> {
  const call = pbx.call('alice', exten);
  await pbx.clock.advance(afterMs);
  void call.press(digits);
  await pbx.finish(call);
  return call;
}

const told = (pbx: TestPbx): string[] =>
  pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/, '$1'));

describe('Playback', () => {
  test('what is heard is the prompt, and the status says so', async () => {
    await using pbx = await open('exten => 1,1,Playback(sweep)\n same => n,NoOp(${PLAYBACKSTATUS})');
    const prompt = sweep(1500);
    pbx.prompt('sweep', prompt);
    const call = pbx.call('alice', '1');
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(2200);
    const heard = await call.heard();
    await pbx.finish(call);
    expect(findPrompt(heard, prompt).correlation).toBeGreaterThan(0.98);
    expect(told(pbx)).toEqual(['SUCCESS']);
    expect(pbx.log.has("Playing 'sweep.wav' (language 'en')")).toBe(true);
  });

  test('a missing prompt is a failed status; its neighbours are heard', async () => {
    await using pbx = await open(
      'exten => 1,1,Playback(/none/here&tone,noanswer)\n same => n,NoOp(${PLAYBACKSTATUS} ${CHANNEL(state)})',
    );
    pbx.prompt('tone', sine(700, 300));
    const call = pbx.call('alice', '1');
    await pbx.finish(call);
    expect(call.accepted).toBe(false);
    expect(told(pbx)[0]).toMatch(/^FAILED/);
    expect(pbx.log.of('warning')).toContain('File /none/here does not exist in any format');
    expect(pbx.log.has("Playing 'tone.wav'")).toBe(true);
  });

  test('skip plays nothing on a call that is not up', async () => {
    await using pbx = await open('exten => 1,1,Playback(tone,skip)\n same => n,NoOp(${PLAYBACKSTATUS})');
    const call = pbx.call('alice', '1');
    await pbx.finish(call);
    expect(call.accepted).toBe(false);
    expect(told(pbx)).toEqual(['SUCCESS']);
  });

  test('digits do not interrupt, and are gone afterwards', async () => {
    await using pbx = await open(
      'exten => 1,1,Playback(silence/3)\n same => n,Read(D,,1,,1,1)\n same => n,NoOp(${D}|${READSTATUS})',
    );
    await dial(pbx, '1', '5');
    expect(told(pbx)).toEqual(['|TIMEOUT']);
  });

  test('without a name the call ends', async () => {
    await using pbx = await open('exten => 1,1,Playback()\n same => n,NoOp(on)');
    await pbx.finish(pbx.call('alice', '1'));
    expect(told(pbx)).toEqual([]);
    expect(pbx.log.of('warning').join()).toContain('Playback');
  });

  test('the language of the channel is looked in first, then English', async () => {
    await using pbx = await open('exten => 1,1,Playback(a&b)');
    pbx.prompt('a', sine(400, 400), 'de');
    pbx.prompt('a', sine(900, 400));
    pbx.prompt('b', sine(1200, 400));
    const call = pbx.call('alice', '1', { language: 'de_AT' });
    await pbx.clock.advance(400);
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(600);
    const heard = await call.heard();
    await pbx.finish(call);
    expect(strongestFrequency(heard, 150, 250)).toBe(400);
  });
});

describe('BackGround and WaitExten', () => {
  const menu = `exten => menu,1,BackGround(silence/5)
 same => n,WaitExten(2)
exten => 5,1,NoOp(five)
exten => 12,1,NoOp(twelve)
exten => 123,1,NoOp(onetwothree)
exten => i,1,NoOp(invalid \${INVALID_EXTEN})
exten => t,1,NoOp(timeout)`;

  test.each([
    ['5', ['five']],
    ['123', ['onetwothree']],
    ['12', ['twelve']],
    ['9', ['invalid 9']],
    ['14', ['invalid 14']],
    ['', ['timeout']],
  ])('dialling %j leads to %j', async (digits, expected) => {
    await using pbx = await open(menu);
    await dial(pbx, 'menu', digits);
    expect(told(pbx)).toEqual(expected);
  });

  test('option m hears only single digits that are extensions', async () => {
    await using pbx = await open(menu.replace('silence/5', 'silence/5,m'));
    await dial(pbx, 'menu', '1925');
    expect(told(pbx)).toEqual(['five']);
  });

  test('option p hears none', async () => {
    await using pbx = await open(menu.replace('silence/5', 'silence/5,p'));
    await dial(pbx, 'menu', '5');
    expect(told(pbx)).toEqual(['timeout']);
  });

  test('e has the exception where there is no t', async () => {
    await using pbx = await open('exten => menu,1,WaitExten(1)\nexten => e,1,NoOp(${EXCEPTION(reason)})');
    await dial(pbx, 'menu', '');
    expect(pbx.log.steps.at(-1)).toMatch(/^e@default:1/);
  });

  test('neither t nor e: a warning and the end', async () => {
    await using pbx = await open('exten => menu,1,WaitExten(1)');
    await dial(pbx, 'menu', '');
    expect(pbx.log.of('warning')).toContain("Timeout but no rule 't' or 'e' in context 'default'");
  });

  test('a digit in a macro is an extension of the calling context', async () => {
    await using pbx = await openTestPbx({
      config: {
        'extensions.conf':
          '[default]\nexten => m,1,Macro(ask)\nexten => 7,1,NoOp(outside)\n[macro-ask]\nexten => s,1,BackGround(silence/3)\nexten => 7,1,NoOp(inside)\n',
      },
    });
    await dial(pbx, 'm', '7');
    expect(told(pbx)).toEqual(['outside']);
  });

  test('without autofallthrough the end of the priorities waits for digits', async () => {
    await using pbx = await openTestPbx({
      config: {
        'extensions.conf':
          '[general]\nautofallthrough=no\n[default]\nexten => s,1,Answer()\nexten => 42,1,NoOp(there)\n same => n,Hangup()\n',
      },
    });
    await dial(pbx, 's', '42');
    expect(told(pbx)).toEqual(['there']);
  });
});

describe('Read', () => {
  test.each([
    ['v,,3', '1234', '123', 'OK'],
    ['v', '45#', '45', 'OK'],
    ['v,,,,1,1', '', '', 'TIMEOUT'],
    ['v,,,,1,1', '3', '3', 'TIMEOUT'],
    ['v,,0,t(*),1,3', '12#*', '12#', 'OK'],
    ['v,,0,t,1,1', '3#', '3#', 'TIMEOUT'],
    ['v,silence/9,2', '88', '88', 'OK'],
    ['v,,,e', '#', '#', 'OK'],
    ['v,,,', '#', '', 'OK'],
    ['v,dial,2,i', '17', '17', 'OK'],
  ])('Read(%s) with %s gives %s, %s', async (args, digits, value, status) => {
    await using pbx = await open(`exten => 1,1,Read(${args})\n same => n,NoOp(\${v}|\${READSTATUS})`);
    await dial(pbx, '1', digits);
    expect(told(pbx)).toEqual([`${value}|${status}`]);
  });

  test('asks again while nothing is pressed', async () => {
    await using pbx = await open('exten => 1,1,Read(v,silence/1,,,3,1)\n same => n,NoOp(${READSTATUS})');
    await dial(pbx, '1', '');
    expect(pbx.log.lines.filter((line) => line.startsWith('User entered'))).toEqual([
      'User entered nothing, 2 chances left',
      'User entered nothing, 1 chance left',
      'User entered nothing.',
    ]);
  });

  test('h sees that the caller hung up', async () => {
    await using pbx = await open('exten => 1,1,Read(v)\nexten => h,1,NoOp(${READSTATUS})');
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(1500);
    call.hangUp();
    await pbx.finish(call);
    expect(told(pbx)).toEqual(['HANGUP']);
  });
});

describe('Record', () => {
  const lines = (args: string): string =>
    `exten => 1,1,Record(${args})\n same => n,NoOp(\${RECORD_STATUS} \${RECORDED_FILE})\nexten => h,1,NoOp(h \${RECORD_STATUS})`;

  test('what is said until # is in the file, and Playback finds it', async () => {
    await using pbx = await open(lines('memo.wav,,,q'));
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(600);
    const hum = call.hum(500);
    await pbx.clock.advance(2000);
    hum?.stop();
    void call.press('#');
    await pbx.finish(call);
    expect(told(pbx)[0]).toBe('DTMF memo');
    const sound = readSound(join(pbx.directories.data, 'sounds', 'memo.wav'));
    expect(strongestFrequency(sound, 500, 500)).toBe(500);
    expect(sound.samples.length / 8).toBeGreaterThan(1500);
  });

  test('silence ends it', async () => {
    onTestFinished(() => rmSync('/tmp/asterism-x.wav', { force: true }));
    await using pbx = await open(lines('/tmp/asterism-x.wav,2,20,q'));
    const call = pbx.call('alice', '1');
    await pbx.finish(call, 30_000);
    expect(told(pbx)[0]).toBe('SILENCE /tmp/asterism-x');
  });

  test('a limit ends it', async () => {
    await using pbx = await open(lines('memo.wav,0,3,q'));
    const call = pbx.call('alice', '1');
    await pbx.finish(call, 30_000);
    expect(told(pbx)[0]).toBe('TIMEOUT memo');
  });

  test.each([
    ['q', false],
    ['qk', true],
  ])('hanging up with options %s keeps the file: %s', async (options, kept) => {
    await using pbx = await open(lines(`memo.wav,,,${options}`));
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(3000);
    call.hangUp();
    await pbx.finish(call);
    expect(told(pbx)).toEqual(['h HANGUP']);
    expect(existsSync(join(pbx.directories.data, 'sounds', 'memo.wav'))).toBe(kept);
  });

  test.each([
    ['x', '0#', 'TIMEOUT'],
    ['o', '0', 'OPERATOR'],
    ['t', '#*', 'DTMF'],
    ['y', '7', 'DTMF'],
  ])('option %s with digits %s: %s', async (option, digits, status) => {
    await using pbx = await open(lines(`memo.wav,,4,q${option}`));
    await dial(pbx, '1', digits);
    expect(told(pbx)[0]).toBe(`${status} memo`);
  });

  test('%d counts up to a free number', async () => {
    await using pbx = await open(lines('m-%d.wav,,1,q'));
    pbx.prompt('m-0', sine(400, 100), '.');
    await pbx.finish(pbx.call('alice', '1'));
    expect(told(pbx)[0]).toBe('TIMEOUT m-1');
  });

  test('an unknown format is an error; none at all ends the call', async () => {
    await using pbx = await open(`${lines('memo.zzz')}\nexten => 2,1,Record(memo)\n same => n,NoOp(on)`);
    await pbx.finish(pbx.call('alice', '1'));
    await pbx.finish(pbx.call('alice', '2'));
    expect(told(pbx)).toEqual(['ERROR memo', 'h ERROR', 'h ERROR']);
    expect(pbx.log.of('warning')).toContain("No such format 'zzz'");
  });
});

describe('tones and digits', () => {
  test('PlayTones plays while the dialplan goes on; StopPlayTones ends it', async () => {
    await using pbx = await open(
      'exten => 1,1,Answer()\n same => n,PlayTones(1000/0)\n same => n,Wait(1)\n same => n,StopPlayTones()\n same => n,Wait(1)',
    );
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(600);
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(1700);
    const heard = await call.heard();
    await pbx.finish(call);
    expect(strongestFrequency(heard, 100, 500)).toBe(1000);
    expect(strongestFrequency(heard, 1200, 300)).toBe(0);
  });

  test('a tone that is none ends the call', async () => {
    await using pbx = await open('exten => 1,1,PlayTones(zzz)\n same => n,NoOp(on)');
    await pbx.finish(pbx.call('alice', '1'));
    expect(told(pbx)).toEqual([]);
    expect(pbx.log.of('notice')).toContain('Unable to start playtones');
  });

  test('the busy tone is that of the zone', async () => {
    await using pbx = await openTestPbx({
      config: {
        'indications.conf': '[general]\ncountry=xx\n[xx]\nbusy=700\n',
        'extensions.conf': '[default]\nexten => 1,1,Answer()\n same => n,Busy(2)\n same => n,NoOp(on)\n',
      },
    });
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(600);
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(1000);
    expect(strongestFrequency(await call.heard(), 100, 600)).toBe(700);
    await pbx.finish(call);
    expect(told(pbx)).toEqual([]);
  });

  test('Busy and Congestion refuse a call that is not up', async () => {
    await using pbx = await open('exten => 1,1,Busy(1)\nexten => 2,1,Congestion(1)');
    const busy = pbx.call('alice', '1');
    await pbx.finish(busy);
    expect([busy.indications, busy.endedWith]).toEqual([['busy'], 17]);
    const congested = pbx.call('alice', '2');
    await pbx.finish(congested);
    expect([congested.indications, congested.endedWith]).toEqual([['congestion'], 34]);
  });

  test('SendDTMF presses the digits at the phone', async () => {
    await using pbx = await open('exten => 1,1,Answer()\n same => n,SendDTMF(12w#zA,100,150)');
    const call = pbx.call('alice', '1');
    await pbx.finish(call);
    expect(call.digits).toBe('12#A');
    expect(call.digitEvents.find((event) => event.phase === 'end')?.durationMs).toBeGreaterThanOrEqual(140);
    expect(pbx.log.has("Illegal DTMF character 'z'")).toBe(true);
  });

  test('Echo sends the voice back until #', async () => {
    await using pbx = await open('exten => 1,1,Answer()\n same => n,Echo()\n same => n,NoOp(over)');
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(700);
    call.listen(join(pbx.folder, 'heard.wav'));
    call.hum(600);
    await pbx.clock.advance(1000);
    const heard = await call.heard();
    expect(strongestFrequency(heard, 200, 500)).toBe(600);
    void call.press('1#');
    await pbx.finish(call);
    expect(told(pbx)).toEqual(['over']);
  });

  test('Milliwatt is 1004 Hz', async () => {
    await using pbx = await open('exten => 1,1,Milliwatt()');
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(700);
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(1000);
    expect(Math.abs(strongestFrequency(await call.heard(), 100, 800) - 1004)).toBeLessThanOrEqual(2);
    call.hangUp();
    await pbx.finish(call);
  });

  test('Milliwatt(m) is silent for a second after every nine', async () => {
    await using pbx = await open('exten => 1,1,Milliwatt(m)');
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(700);
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(11_000);
    const sound = await call.heard();
    const silent = Array.from({ length: 109 }, (_, at) => amplitudeAt(sound, 1004, at * 100, 100) < 50);
    expect(silent.filter(Boolean).length).toBeGreaterThanOrEqual(9);
    expect(silent.lastIndexOf(true) - silent.indexOf(true)).toBeLessThanOrEqual(10);
  });

  test('WaitExten with d plays the dial tone until a digit is pressed', async () => {
    await using pbx = await open('exten => s,1,Answer()\n same => n,WaitExten(20,d)\nexten => 12,1,Wait(20)');
    const call = pbx.call('alice', 's');
    await pbx.clock.advance(1000);
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(1000);
    void call.press('12');
    await pbx.clock.advance(2000);
    const sound = await call.heard();
    const level = (from: number): number => Math.max(...[350, 425, 440].map((hz) => amplitudeAt(sound, hz, from, 500)));
    expect(level(200)).toBeGreaterThan(200);
    expect(level(2000)).toBeLessThan(50);
    expect(pbx.log.steps.at(-1)).toContain('12@');
  });
});

test('Wait takes fractions and units', async () => {
  await using pbx = await open(
    'exten => 1,1,Wait(1.5)\n same => n,Wait(500ms)\n same => n,Wait(-1)\n same => n,Wait()\n same => n,NoOp(done)',
  );
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1999);
  expect(told(pbx)).toEqual([]);
  await pbx.clock.advance(2);
  expect(told(pbx)).toEqual(['done']);
  await pbx.finish(call);
});

test('what nobody recorded is spoken from our own sentences, and kept', async () => {
  const asked: string[] = [];
  const recorded = sine(800, 500);
  await using pbx = await openTestPbx({
    config: {
      'extensions.conf':
        '[default]\nexten => 1,1,Playback(vm-goodbye)\n same => n,NoOp(${PLAYBACKSTATUS})\n same => n,Playback(my-own-words)\n same => n,NoOp(${PLAYBACKSTATUS})\n same => n,Playback(vm-goodbye)\n',
    },
    processes: {
      start: startNothing,
      environment: testEnvironment(),
      async run({ command, args, stdin }) {
        asked.push(`${command} ${String(stdin)}`);
        const { wavBytes } = await import('../support/audio.ts');
        const { writeFileSync } = await import('node:fs');
        const path = args[args.indexOf('-w') + 1] ?? '';
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(path, wavBytes(recorded));
        return { exitCode: 0, stdout: Buffer.alloc(0), stderr: '' };
      },
      shell: () => Promise.reject(new Error('no shell may be used')),
    },
  });
  await pbx.finish(pbx.call('alice', '1'));
  expect(asked).toEqual(['espeak-ng Goodbye.', 'espeak-ng my own words']);
  expect(told(pbx)).toEqual(['SUCCESS', 'FAILED']);
});

test('without a speaker there is a tone, and one line that says what to do', async () => {
  await using pbx = await open('exten => 1,1,Playback(vm-goodbye&vm-intro)\n same => n,NoOp(${PLAYBACKSTATUS})');
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(520);
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.finish(call);
  expect(pbx.log.of('warning').filter((line) => line.includes('espeak-ng'))).toHaveLength(1);
  expect(strongestFrequency(await call.heard(), 0, 100)).toBe(620);
});
