import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sound, sine, wavBytes } from '../support/audio.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const DIALPLAN = `[default]
exten => amd,1,AMD()
 same => n,NoOp(\${AMDSTATUS} \${AMDCAUSE})
exten => strict,1,AMD(1000,800,300,3000,60,40,1,300,2000)
 same => n,NoOp(\${AMDSTATUS} \${AMDCAUSE})
exten => silence,1,WaitForSilence(500,2,8)
 same => n,NoOp(\${WAITSTATUS})
exten => noise,1,WaitForNoise(300,1,4)
 same => n,NoOp(\${WAITSTATUS})
exten => h,1,NoOp(h \${AMDSTATUS}\${WAITSTATUS})
`;
const TONE = sine(800, 4000);

/** Words of these lengths with silences between, in turn, in milliseconds. */
function speech(...lengths: number[]): Sound {
  const samples = lengths.flatMap((ms, place) => [
    ...(place % 2 === 0 ? TONE.samples : new Int16Array(32_000)).slice(0, ms * 8),
  ]);
  return { rate: 8000, samples: Int16Array.from(samples) };
}

async function open(): Promise<TestPbx> {
  return openTestPbx({
    config: { 'extensions.conf': DIALPLAN, 'amd.conf': '[general]\nmaximum_number_of_words = 3\n' },
  });
}

/** What the extension finds out of somebody who waits 200 ms and then says this. */
async function judged(pbx: TestPbx, exten: string, sound: Sound | undefined): Promise<string> {
  const call = pbx.call('alice', exten);
  await pbx.clock.advance(200);
  if (sound) {
    const path = join(pbx.folder, 'speech.wav');
    writeFileSync(path, wavBytes(sound));
    call.say(path);
  }
  await pbx.finish(call);
  const found = pbx.log.steps.findLast((step) => step.includes('NoOp(') && !step.startsWith('h@')) ?? '';
  return /NoOp\((.*)\)$/.exec(found)?.[1]?.replace(/(?<=-)\d{3,4}(?=-|$)/, '<ms>') ?? '';
}

test.each([
  ['a word, then silence: a person', 'amd', speech(500), 'HUMAN HUMAN-<ms>-800'],
  ['nothing at all', 'amd', undefined, 'MACHINE INITIALSILENCE-<ms>-2500'],
  ['a long greeting', 'amd', speech(4000), 'MACHINE LONGGREETING-<ms>-1500'],
  ['many words', 'amd', speech(200, 150, 200, 150, 200, 150, 200, 150, 200), 'MACHINE MAXWORDS-4-3'],
  ['clicks that are no words', 'amd', speech(60, 1500, 60, 1500, 60, 1500), 'NOTSURE TOOLONG-<ms>'],
  ['arguments that say otherwise', 'strict', speech(200, 150, 200, 150, 200), 'MACHINE MAXWORDS-2-1'],
])('AMD: %s', async (_, exten, sound, verdict) => {
  await using pbx = await open();
  expect(await judged(pbx, exten, sound)).toBe(verdict);
});

test('WaitForSilence lets somebody finish; WaitForNoise waits for somebody to begin', async () => {
  await using pbx = await open();
  const beganMs = pbx.clock.now();
  expect(await judged(pbx, 'silence', speech(3000))).toBe('SILENCE');
  expect(pbx.clock.now() - beganMs).toBeGreaterThan(4000);
  expect(await judged(pbx, 'noise', speech(1000))).toBe('NOISE');
  expect(await judged(pbx, 'noise', undefined)).toBe('TIMEOUT');
});

test('a hangup while listening is told', async () => {
  await using pbx = await open();
  for (const exten of ['amd', 'silence']) {
    const call = pbx.call('alice', exten);
    await pbx.clock.advance(900);
    call.hangUp();
    await pbx.finish(call);
  }
  expect(pbx.log.steps.filter((step) => step.startsWith('h@'))).toEqual(Array(2).fill('h@default:1 NoOp(h HANGUP)'));
});
