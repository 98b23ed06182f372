import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { application as chanSpy } from '../../src/features/spy/applications/chan-spy.ts';
import { application as extenSpy } from '../../src/features/spy/applications/exten-spy.ts';
import { spyingStarted, spyingStopped } from '../../src/features/spy/topics.ts';
import { amplitudeAt, sine } from '../support/audio.ts';
import { answerAfter, type FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';
import { tonesHeard } from '../support/tones-heard.ts';

/** alice hums 500 Hz to bob, who hums 800 Hz; carol, the spy, hums 1100 Hz. */
const TONES = [500, 800, 1100];

interface Stage {
  readonly pbx: TestPbx;
  readonly alice: FakeCall;
  readonly bob: FakeCall;
}

async function open(spying: string, more = ''): Promise<Stage> {
  const pbx = await openTestPbx({
    config: {
      'voicemail.conf': '[general]\n[default]\n9 => 1\n',
      'extensions.conf': `[default]
exten => talk,1,Answer()
 same => n,Dial(Phone/bob,,g)
exten => hum,1,Answer()
 same => n,Wait(100)
exten => spy,1,${spying}
 same => n,NoOp(over)
${more}`,
    },
    phones: { bob: answerAfter(200, (call) => void call.hum(800)) },
  });
  pbx.prompt('beep', sine(2000, 200));
  pbx.prompt('spy-phone', sine(2000, 200));
  const alice = pbx.call('alice', 'talk', { variables: { SPYGROUP: 'sales:support' } });
  alice.hum(500);
  await pbx.clock.advance(1500);
  const bob = pbx.exchange.callsOf('bob')[0];
  if (!bob) throw new Error('bob was not called');
  return { pbx, alice, bob };
}

async function spyOn({ pbx }: Stage): Promise<FakeCall> {
  const carol = pbx.call('carol', 'spy');
  carol.hum(1100);
  await pbx.clock.advance(2000);
  return carol;
}

const heard = ({ pbx }: Stage, ...calls: FakeCall[]): Promise<number[][]> => tonesHeard(pbx, TONES, calls);

const notes = (pbx: TestPbx): string[] => pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);

describe('ChanSpy', () => {
  test('hears both parties, who notice nothing, and tells who listens to whom', async () => {
    const stage = await open('ChanSpy(Phone/alice,q)');
    await using pbx = stage.pbx;
    const told: string[] = [];
    pbx.pbx.bus.on(spyingStarted, ({ spyer, spyee }) => void told.push(`${spyer.name} > ${spyee.name}`));
    pbx.pbx.bus.on(spyingStopped, ({ spyer, spyee }) => void told.push(`${spyer.name} | ${spyee.name}`));
    const carol = await spyOn(stage);
    expect(await heard(stage, carol, stage.alice, stage.bob)).toEqual([[500, 800], [800], [500]]);
    stage.alice.hangUp();
    await pbx.clock.advance(500);
    expect(told).toEqual([
      'Phone/carol-00000002 > Phone/alice-00000000',
      'Phone/carol-00000002 | Phone/alice-00000000',
    ]);
    expect(carol.endedWith).toBeUndefined();
  });

  test.each([
    ['o: only what the channel says', 'o', [[500], [800], [500]]],
    ['w: whispers to the channel', 'w', [[500, 800], [800, 1100], [500]]],
    ['W: whispers and hears nothing', 'W', [[], [800, 1100], [500]]],
    [
      'B: speaks to both',
      'B',
      [
        [500, 800],
        [800, 1100],
        [500, 1100],
      ],
    ],
  ])('%s', async (_name, options, expected) => {
    const stage = await open(`ChanSpy(Phone/alice,q${options})`);
    await using _pbx = stage.pbx;
    const carol = await spyOn(stage);
    expect(await heard(stage, carol, stage.alice, stage.bob)).toEqual(expected);
  });

  test('d: digits choose to listen, to whisper and to speak to both', async () => {
    const stage = await open('ChanSpy(Phone/alice,qd)');
    await using pbx = stage.pbx;
    const carol = await spyOn(stage);
    const told: number[][][] = [];
    for (const digit of '5640'.slice(0, 3)) {
      await Promise.all([carol.press(digit), pbx.clock.advance(500)]);
      carol.hum(1100);
      told.push(await heard(stage, stage.alice, stage.bob));
    }
    expect(told).toEqual([
      [[800, 1100], [500]],
      [
        [800, 1100],
        [500, 1100],
      ],
      [[800], [500]],
    ]);
  });

  test('# changes the volume and v sets it', async () => {
    const stage = await open('ChanSpy(Phone/alice,qv(-4))');
    await using pbx = stage.pbx;
    const carol = await spyOn(stage);
    carol.listen(join(pbx.folder, 'soft.wav'));
    await pbx.clock.advance(500);
    const soft = amplitudeAt(await carol.heard(), 500, 200, 300);
    for (const _ of [1, 2, 3, 4]) await Promise.all([carol.press('#'), pbx.clock.advance(300)]);
    carol.listen(join(pbx.folder, 'plain.wav'));
    await pbx.clock.advance(500);
    const plain = amplitudeAt(await carol.heard(), 500, 200, 300);
    expect(plain / soft).toBeGreaterThan(3.5);
    expect(plain / soft).toBeLessThan(4.5);
  });

  test('* goes to the next channel, S ends after the last one', async () => {
    const stage = await open('ChanSpy(Phone,qS)');
    await using pbx = stage.pbx;
    const carol = await spyOn(stage);
    await Promise.all([carol.press('*'), pbx.clock.advance(500)]);
    expect(pbx.log.of('verbose').filter((line) => line.startsWith('Spying'))).toEqual([
      'Spying on channel Phone/alice-00000000',
      'Spying on channel Phone/bob-00000001',
    ]);
    await Promise.all([carol.press('*'), pbx.clock.advance(500)]);
    expect(notes(pbx)).toEqual(['over']);
  });

  test('digits and # choose another channel of the prefix', async () => {
    const stage = await open('ChanSpy(Phone,qo)');
    await using pbx = stage.pbx;
    pbx.call('77', 'hum').hum(800);
    const carol = await spyOn(stage);
    await Promise.all([carol.press('77#'), pbx.clock.advance(2000)]);
    expect(await heard(stage, carol)).toEqual([[800]]);
  });

  test.each([
    ['g(support:other)', true],
    ['g(other)', false],
    ['e(alice)', true],
    ['e(bob)', false],
    ['b', true],
  ])('%s decides whether alice is heard', async (option, isHeard) => {
    const stage = await open(`ChanSpy(Phone/alice,q${option}S)`);
    await using pbx = stage.pbx;
    await spyOn(stage);
    expect(pbx.log.has('Spying on channel Phone/alice-00000000')).toBe(isHeard);
    expect(notes(pbx)).toEqual(isHeard ? [] : ['over']);
  });

  test('E ends with the channel, x by a digit, X goes to an extension', async () => {
    const ended = await open('ChanSpy(Phone/alice,qE)');
    await using first = ended.pbx;
    await spyOn(ended);
    ended.alice.hangUp();
    await first.clock.advance(500);
    expect(notes(first)).toEqual(['over']);
    const left = await open('ChanSpy(Phone/alice,qx(7))');
    await using second = left.pbx;
    const carol = await spyOn(left);
    await Promise.all([carol.press('7'), second.clock.advance(500)]);
    expect(notes(second)).toEqual(['over']);
    const gone = await open('ChanSpy(Phone/alice,qX)', 'exten => 3,1,NoOp(three ${SPY_CHANNEL})\n');
    await using third = gone.pbx;
    const dave = await spyOn(gone);
    await Promise.all([dave.press('3'), third.clock.advance(500)]);
    expect(notes(third)).toEqual(['three Phone/alice-00000000']);
  });

  test('r records what is heard, and the name is said before', async () => {
    const stage = await open('ChanSpy(Phone/alice,r(check))');
    await using pbx = stage.pbx;
    const carol = await spyOn(stage);
    expect(pbx.log.of('verbose').flatMap((line) => / Playing '(.*?)\./.exec(line)?.[1] ?? [])).toEqual([
      'beep',
      'spy-phone',
    ]);
    carol.hangUp();
    await pbx.clock.advance(500);
    expect(readdirSync(join(pbx.directories.spool, 'monitor'))[0]).toMatch(/^check\.\d+\.raw$/);
  });
});

/** The prompts that are played, in order. */
const played = (pbx: TestPbx): string[] =>
  pbx.log.of('verbose').flatMap((line) => / Playing '(.*?)\./.exec(line)?.[1] ?? []);

test.each([
  ['', ['beep', 'spy-phone', 'digits/5']],
  ['s', ['beep', 'digits/5']],
  ['N', ['beep']],
  ['n', ['beep', 'spy-phone', 'digits/5']],
  ['n(9)', ['beep', 'vm-extension', 'digits/9']],
  ['q', []],
])('with %j it says of whom it hears: %j', async (options, prompts) => {
  const stage = await open(`ChanSpy(Phone/5,${options})`);
  await using pbx = stage.pbx;
  for (const name of ['digits/5', 'digits/9']) pbx.prompt(name, sine(2000, 100));
  pbx.call('5', 'hum');
  await spyOn(stage);
  expect(played(pbx)).toEqual(prompts);
});

test('c is the digit that goes on, u names a channel by its unique id, and l changes nothing that is heard', async () => {
  const stage = await open('ChanSpy(${WHOM},qSuc(9)l)');
  await using pbx = stage.pbx;
  const carol = pbx.call('carol', 'spy', { variables: { WHOM: stage.bob.channel.uniqueId } });
  await pbx.clock.advance(1000);
  expect(await heard(stage, carol)).toEqual([[500, 800]]);
  await Promise.all([carol.press('*'), pbx.clock.advance(500)]);
  expect(notes(pbx)).toEqual([]);
  await Promise.all([carol.press('9'), pbx.clock.advance(500)]);
  expect(notes(pbx)).toEqual(['over']);
});

test('ExtenSpy hears the channel that stands at an extension', async () => {
  const stage = await open('ExtenSpy(talk,qo)');
  await using _ = stage.pbx;
  const carol = await spyOn(stage);
  expect(await heard(stage, carol)).toEqual([[500]]);
});

test('ExtenSpy takes every option that ChanSpy takes', () => {
  const lettersOf = ({ arguments: { options } }: typeof chanSpy | typeof extenSpy): string[] =>
    Object.keys(options?.options ?? {});
  expect(lettersOf(extenSpy)).toEqual(lettersOf(chanSpy));
});

test.each([
  ['b', [[500, 800]]],
  ['g(sales)', [[500, 800]]],
  ['g(other)', [[]]],
  ['e(5:alice)', [[500, 800]]],
  ['e(5)', [[]]],
])('ExtenSpy with %s', async (option, expected) => {
  const stage = await open(`ExtenSpy(talk,q${option})`);
  await using _ = stage.pbx;
  const carol = await spyOn(stage);
  expect(await heard(stage, carol)).toEqual(expected);
});

test.each([
  ['w', [[800, 1100], [500], [500, 800]]],
  ['W', [[800, 1100], [500], []]],
  [
    'B',
    [
      [800, 1100],
      [500, 1100],
      [500, 800],
    ],
  ],
])('ExtenSpy with %s: who hears whom', async (option, expected) => {
  const stage = await open(`ExtenSpy(talk,q${option})`);
  await using _ = stage.pbx;
  const carol = await spyOn(stage);
  expect(await heard(stage, stage.alice, stage.bob, carol)).toEqual(expected);
});
