import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sound, sine, wavBytes } from '../support/audio.ts';
import type { FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** A call that sets `TONE_DETECT(args)`, plays `heard` where it is a prompt, and tells the counts after five seconds. */
async function open(args: string, heard = ''): Promise<{ pbx: TestPbx; call: FakeCall }> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': [
        '[default]',
        'exten => x,1,Answer(0)',
        `same => n,Set(TONE_DETECT(${args})=)`,
        ...(heard === '' ? [] : [`same => n,Playback(${heard})`]),
        'same => n,Wait(5)',
        'same => n,NoOp(${TONE_DETECT(rx)} ${TONE_DETECT(tx)} ${TONE_DETECT(both)})',
        'exten => there,1,NoOp(there)',
        '',
      ].join('\n'),
    },
  });
  pbx.prompt('tone', sine(2600, 1500));
  const call = pbx.call('alice', 'x');
  await pbx.clock.advance(100);
  return { pbx, call };
}

const told = (pbx: TestPbx): string[] => pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);

/** Sounds one after another, each of frequencies that sound together. */
function say(
  pbx: TestPbx,
  call: FakeCall,
  parts: ReadonlyArray<readonly [hertz: readonly number[], ms: number]>,
): void {
  const samples = parts.flatMap(([frequencies, ms]) => {
    const together: Sound[] = frequencies.map((hertz) => sine(hertz, ms));
    return Array.from({ length: ms * 8 }, (_, at) =>
      Math.round(together.reduce((sum, { samples: one }) => sum + (one[at] ?? 0) / 2, 0)),
    );
  });
  const path = join(pbx.folder, 'said.wav');
  writeFileSync(path, wavBytes({ ...sine(400, 20), samples: Int16Array.from(samples) }));
  call.say(path);
}

test.each([
  ['2600', [[[2600], 700]], '1 0 1'],
  [
    '2600,400',
    [
      [[2600], 200],
      [[], 200],
      [[2600], 600],
      [[], 200],
      [[2600], 600],
    ],
    '2 0 2',
  ],
  ['2600,1000', [[[2600], 700]], '0 0 0'],
  ['2600,,t', [[[2600], 700]], '0 0 0'],
  ['1000', [[[2600], 700]], '0 0 0'],
  [
    '0,,b',
    [
      [[480, 620], 500],
      [[], 500],
      [[480, 620], 500],
    ],
    '2 0 2',
  ],
  ['0,,b', [[[480], 500]], '0 0 0'],
  ['0,,c', [[[350, 440], 1500]], '1 0 1'],
  [
    '0,,a',
    [
      [[950], 330],
      [[1400], 330],
      [[1800], 330],
    ],
    '1 0 1',
  ],
  [
    '2600,,a',
    [
      [[950], 330],
      [[1800], 330],
    ],
    '0 0 0',
  ],
] as const)('TONE_DETECT(%s) of %j counts %s', async (args, parts, expected) => {
  const { pbx, call } = await open(args);
  await using _ = pbx;
  say(pbx, call, parts);
  await pbx.finish(call);
  expect(told(pbx)).toEqual([expected]);
});

test.each([
  ['2600', '0 1 1'],
  ['2600,,r', '0 0 0'],
])('what is played counts as sent: TONE_DETECT(%s)', async (args, expected) => {
  const { pbx, call } = await open(args, 'tone');
  await using _ = pbx;
  await pbx.finish(call);
  expect(told(pbx)).toEqual([expected]);
});

test.each([
  ['2600,300,g(there,1)', ''],
  ['2600,300,h(default,there,1)', 'tone'],
])('it leads elsewhere: TONE_DETECT(%s)', async (args, heard) => {
  const { pbx, call } = await open(args, heard);
  await using _ = pbx;
  if (heard === '') say(pbx, call, [[[2600], 700]]);
  await pbx.finish(call);
  expect(told(pbx)).toEqual(['there']);
});

test('n waits for so many', async () => {
  const { pbx, call } = await open('2600,200,n(2)g(there,1)');
  await using _ = pbx;
  say(pbx, call, [[[2600], 400]]);
  await pbx.clock.advance(2000);
  expect(told(pbx)).toEqual([]);
  say(pbx, call, [[[2600], 400]]);
  await pbx.finish(call);
  expect(told(pbx)).toEqual(['there']);
});
