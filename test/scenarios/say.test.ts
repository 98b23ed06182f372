import { describe, expect, test } from 'vitest';
import type { FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const open = (lines: string): Promise<TestPbx> =>
  openTestPbx({
    config: {
      'extensions.conf': `[default]\n${lines}\n[x]\nexten => 12,1,NoOp()\nexten => 123,1,NoOp()\nexten => 7,1,NoOp()\n`,
    },
  });

async function dial(pbx: TestPbx, digits: string): Promise<FakeCall> {
  const call = pbx.call('alice', 's');
  await pbx.clock.advance(1000);
  void call.press(digits);
  await pbx.finish(call);
  return call;
}

const told = (pbx: TestPbx): string[] =>
  pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/s, '$1'));
const heard = (pbx: TestPbx): string[] =>
  pbx.log.of('verbose').flatMap((line) => /Playing '(.*?)(?:\.\w+)?' \(/.exec(line)?.[1] ?? []);

describe('what is said', () => {
  test.each([
    ['SayDigits(1*#-x2)', 'digits/1 digits/star digits/pound digits/minus digits/2'],
    ['SayAlpha(aB1.@ *)', 'letters/a letters/b digits/1 letters/dot letters/at letters/space digits/star'],
    ['SayPhonetic(aZ9-)', 'phonetic/a_p phonetic/z_p phonetic/9_p letters/dash'],
    [
      'SayNumber(1234567)',
      'digits/1 digits/million digits/2 digits/hundred digits/30 digits/4 digits/thousand digits/5 digits/hundred digits/60 digits/7',
    ],
    ['SayNumber(-5)', 'digits/minus digits/5'],
    ['SayNumber(0)', 'digits/0'],
    [
      'SayUnixTime(1767225600,UTC)',
      'digits/day-4 digits/mon-0 digits/h-1 digits/2 digits/thousand digits/20 digits/6 digits/at digits/12 digits/oclock digits/a-m',
    ],
    ["DateTime(1767225605,America/New_York,'digits/at' IMp)", 'digits/at digits/7 digits/oclock digits/p-m'],
    ['SayNumber(115)', 'digits/1 digits/hundred digits/15'],
  ])('%s', async (step, expected) => {
    await using pbx = await open(`exten => s,1,${step}`);
    await dial(pbx, '');
    expect(heard(pbx)).toEqual(expected.split(' '));
  });

  test('a digit interrupts where SAY_DTMF_INTERRUPT says so', async () => {
    await using pbx = await open(
      'exten => s,1,Set(SAY_DTMF_INTERRUPT=true)\n same => n,SayDigits(1234567890)\n same => n,NoOp(not)\nexten => 7,1,NoOp(seven)',
    );
    await dial(pbx, '7');
    expect(told(pbx)).toEqual(['seven']);
  });
});

test('SayUnixTime answers; with j a digit begins an extension; a time that is none is now', async () => {
  await using pbx = await open(
    "exten => s,1,SayUnixTime(x,UTC,'digits/at'Q,j)\n same => n,NoOp(on)\nexten => 7,1,NoOp(seven)",
  );
  const call = await dial(pbx, '7');
  expect(call.accepted).toBe(true);
  expect(told(pbx)).toEqual(['seven']);
});

describe('WaitDigit', () => {
  test.each([
    ['1,#', '7', 'TIMEOUT '],
    ['4,#7', '37', 'DTMF 7'],
    ['4', '5', 'DTMF 5'],
    ['', '', 'ERROR '],
    ['abc', '', 'ERROR '],
  ])('WaitDigit(%s) with %s', async (args, digits, expected) => {
    await using pbx = await open(
      `exten => s,1,Answer()\n same => n,WaitDigit(${args})\n same => n,NoOp(\${WAITDIGITSTATUS} \${WAITDIGITRESULT})`,
    );
    await dial(pbx, digits);
    expect(told(pbx)).toEqual([expected]);
  });
});

describe('ReadExten', () => {
  test.each([
    ['v,,x', '127', 'INVALID i 127'],
    ['v,,x', '7', 'OK 7 '],
    ['v,,x', '12', 'OK 12 '],
    ['v,,x,p', '12#', 'OK 12 '],
    ['v,,x', '123', 'OK 123 '],
    ['v,,x,p', '9', 'INVALID i 9'],
    ['v,,x,,1', '', 'TIMEOUT t '],
    ['v,,x,s', '', 'SKIP  '],
    ['', '', 'ERROR  '],
    ['v,silence/9,x', '123', 'OK 123 '],
    ['v,dial,x,i', '7', 'OK 7 '],
  ])('ReadExten(%s) with %s', async (args, digits, expected) => {
    await using pbx = await open(
      `exten => s,1,ReadExten(${args})\n same => n,NoOp(\${READEXTENSTATUS} \${v} \${INVALID_EXTEN})`,
    );
    await dial(pbx, digits);
    expect(told(pbx)).toEqual([expected]);
  });
});
