import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { haveBaresip } from '../support/baresip.ts';
import { HummingPhones } from '../support/humming-phones.ts';
import { confWithSounds, TonePrompts } from '../support/tone-prompts.ts';
import { until } from '../support/until.ts';

const HUM_HZ = 600;
const phones = new HummingPhones([HUM_HZ], SIP_PORT, 50);
const DIGITS = ['digits/1', 'digits/2', 'digits/3', 'digits/7'];
const prompts = new TonePrompts(['welcome', 'enter', 'beep', 'goodbye', ...DIGITS], {
  firstHz: 1300,
  stepHz: 100,
  seconds: 0.4,
});

/** What the script asks for, by the name under which it keeps the answer. */
const STEPS: ReadonlyArray<readonly [name: string, command: string]> = [
  ['before', 'CHANNEL STATUS'],
  ['answer', 'ANSWER'],
  ['verbose', 'VERBOSE "the script leads" 1'],
  ['noop', 'NOOP'],
  ['stream', 'STREAM FILE welcome ""'],
  ['data', 'GET DATA enter 8000 3'],
  ['digits', 'SAY DIGITS 12 ""'],
  ['number', 'SAY NUMBER 3 ""'],
  ['record', 'RECORD FILE said wav "#" 8000 0 BEEP'],
  ['wait', 'WAIT FOR DIGIT 8000'],
  ['set', 'SET VARIABLE COLOUR blue'],
  ['get', 'GET VARIABLE COLOUR'],
  ['full', 'GET FULL VARIABLE ${COLOUR}-${EXTEN}'],
  ['exec', 'EXEC Playback goodbye'],
  ['after', 'CHANNEL STATUS'],
  ['hangup', 'HANGUP'],
];

const SCRIPT = `#!/bin/sh
while read -r line; do [ -z "$line" ] && break; done
ask() { echo "$2"; read -r answer; echo "DATABASE PUT script $1 \\"$answer\\""; read -r stored; }
${STEPS.map(([name, command]) => `ask ${name} '${command}'`).join('\n')}
`;

describe.skipIf(!haveBaresip)('a script and a real phone (needs baresip-core)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-script-'));
  let pbx: Running;

  beforeAll(async () => {
    prompts.write(join(folder, 'sounds', 'en'));
    pbx = await asterismTarget().start({
      ...BASE_FILES,
      'asterisk.conf': confWithSounds(folder),
      'pjsip.conf': '',
      'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\ncontext=nowhere\n${phones.sections('in')}`,
      'extensions.conf':
        '[nowhere]\n[in]\nexten => 1,1,AGI(lead.sh)\nexten => h,1,Set(DB(script/status)=${AGISTATUS})\n',
    });
    const scripts = join(dirname(pbx.spool), '..', 'lib', 'agi-bin');
    mkdirSync(scripts, { recursive: true });
    writeFileSync(join(scripts, 'lead.sh'), SCRIPT);
    chmodSync(join(scripts, 'lead.sh'), 0o755);
  });

  afterAll(async () => {
    await phones.stop();
    await pbx?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the script answers, plays, reads digits, says numbers, records, and hangs up', async () => {
    const anna = await phones.open(0, '/dial 1');
    const heard = (): string =>
      prompts
        .heardBy(anna)
        .map((name) => name.replace('digits/', ''))
        .join(' ');
    const hears = (words: string): Promise<void> =>
      until(() => heard() === words, 15_000).catch(() => expect(heard()).toBe(words));
    const press = (keys: string): void => {
      for (const key of keys) anna.run(`/sndcode ${key}`);
    };
    await hears('welcome enter');
    press('273');
    await hears('welcome enter 1 2 3 beep');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    press('#');
    const kept = async (): Promise<Readonly<Record<string, string>>> =>
      Object.fromEntries(
        [...(await pbx.rxAside('database show script')).matchAll(/^\/script\/(\w+) *: (.*?) *$/gm)].map(
          ([, name = '', value = '']) => [name, value],
        ),
      );
    await until(async () => (await kept())['record'] !== undefined, 10_000);
    press('7');
    await anna.saw(/terminated/);
    await until(async () => (await kept())['status'] !== undefined);
    const told = await kept();
    expect(told['record']).toMatch(/^200 result=35 \(dtmf\) endpos=\d{4,}$/);
    expect(told).toMatchObject({
      before: '200 result=4',
      answer: '200 result=0',
      verbose: '200 result=1',
      noop: '200 result=0',
      stream: expect.stringMatching(/^200 result=0 endpos=\d+$/),
      data: '200 result=273',
      digits: '200 result=0',
      number: '200 result=0',
      wait: '200 result=55',
      set: '200 result=1',
      get: '200 result=1 (blue)',
      full: '200 result=1 (blue-1)',
      exec: '200 result=0',
      after: '200 result=6',
      hangup: '200 result=1',
      status: 'HANGUP',
    });
    expect(heard()).toBe('welcome enter 1 2 3 beep goodbye');
    const recording = join(folder, 'sounds', 'said.wav');
    const path = existsSync(recording) ? recording : join(folder, 'sounds', 'en', 'said.wav');
    expect(amplitudeAt(readSound(path), HUM_HZ, 200, 1000)).toBeGreaterThan(4000);
  });
});
