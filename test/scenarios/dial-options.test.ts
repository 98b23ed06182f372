import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dialOptionTable } from '../../src/apps/calling/_lib/dial-options.ts';
import { groupsOf } from '../../src/channel/group-memberships.ts';
import { amplitudeAt, readSound, sine, wavBytes } from '../support/audio.ts';
import { answerAfter, type Behaviour, type FakeCall, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx, type TestPbxOptions } from '../support/test-pbx.ts';

/** Which test is about an option. */
const TESTED: Readonly<Record<string, string>> = {
  'dial.test.ts': 'ABDFGHLMQRSUbcdefghimor',
  'dial-options.test.ts': 'CDEIOPRacfjmsuz',
  'dial-privacy.test.ts': 'NPnp',
  'transfer-by-digits.test.ts': 'HTWXhtwx',
  'parking.test.ts': 'Kk',
};

async function open(dial: string, more: Partial<TestPbxOptions> & { readonly contexts?: string } = {}) {
  const { contexts = '', ...rest } = more;
  const extensions = `[default]\n${dial}\n same => n,NoOp(after \${DIALSTATUS})\n${contexts}`;
  return openTestPbx({ config: { 'extensions.conf': extensions }, ...rest });
}

const told = (pbx: TestPbx): string[] =>
  pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/s, '$1'));

const forward: Behaviour = (call) => call.forward('carol');
const bob = (pbx: TestPbx): FakeCall => pbx.exchange.callsOf('bob')[0] as FakeCall;

test('each option of Dial is in a test', () => {
  const tested = new Set(Object.values(TESTED).join(''));
  expect([...Object.keys(dialOptionTable)].filter((letter) => !tested.has(letter))).toEqual([]);
});

test('a answers the caller before the called party has heard its announcement', async () => {
  const answeredAt = async (options: string): Promise<boolean> => {
    await using pbx = await open(`exten => x,1,Dial(SIP/bob,20,${options})`, { phones: { bob: answerAfter(100) } });
    pbx.prompt('long', sine(440, 3000));
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(1500);
    return call.channel.isUp;
  };
  expect([await answeredAt('aA(long)'), await answeredAt('A(long)')]).toEqual([true, false]);
});

test('C begins the call record anew at the Dial', async () => {
  await using pbx = await open(
    'exten => x,1,Answer()\n same => n,Wait(5)\n same => n,Dial(SIP/bob,20,gC)\n same => n,NoOp(${CDR(duration)})',
    { phones: { bob: answerAfter(0, (call) => void call.clock.after(2000, () => call.hangUp())) } },
  );
  await pbx.finish(pbx.call('alice', 'x'));
  expect(told(pbx)).toEqual(['2', 'after ANSWER']);
});

test.each(['j', 'O', 'O(1)', 'E'])('%s is taken without a word, and the call is made', async (option) => {
  await using pbx = await open(`exten => x,1,Dial(SIP/bob,20,g${option})`, {
    phones: { bob: answerAfter(0, (call) => void call.clock.after(500, () => call.hangUp())) },
  });
  await pbx.finish(pbx.call('alice', 'x'));
  expect([told(pbx), pbx.log.of('warning')]).toEqual([['after ANSWER'], []]);
});

test.each([
  ['', '77'],
  ['I', undefined],
])('with %j the caller is shown as whom the called party makes itself known: %s', async (option, number) => {
  await using pbx = await open(`exten => x,1,Dial(SIP/bob,20,${option})`, { phones: { bob: answerAfter(100) } });
  pbx.exchange.identities.set('bob', { number: '77' });
  const call = pbx.call('alice', 'x');
  await pbx.clock.advance(1000);
  expect(call.channel.parties.connected.number).toBe(number);
});

test.each([
  ['f("Main" <100>)u(prohib)s(red)', '"Main" <100> prohib red'],
  ['fu(prohib)s(red)', '"Al" <555> allowed_not_screened '],
])('a called party is shown with %s the caller %s', async (options, shown) => {
  await using pbx = await open(
    `exten => x,1,Set(CALLERID(all)="Al" <555>)\n same => n,Dial(Local/who@c,3,${options})`,
    {
      contexts:
        '[c]\nexten => who,1,NoOp("${CALLERID(name)}" <${CALLERID(num)}> ${CALLERID(pres)} ${CALLERID(tag)})\n same => n,Hangup()\n',
    },
  );
  await pbx.finish(pbx.call('alice', 'x'));
  expect(told(pbx)[0]).toBe(shown);
});

test('R shows ringing at once although the phone is silent, and lets its early media be heard', async () => {
  await using pbx = await open('exten => x,1,Dial(SIP/bob,20,R)', {
    phones: { bob: (call) => void call.clock.after(1000, () => call.progress()) },
  });
  const call = pbx.call('alice', 'x');
  await pbx.clock.advance(200);
  expect(call.indications).toEqual(['ringing']);
  call.listen(join(pbx.folder, 'alice.wav'));
  await pbx.clock.advance(1000);
  const tone = join(pbx.folder, 'tone.wav');
  writeFileSync(tone, wavBytes(sine(900, 1000)));
  bob(pbx).say(tone);
  await pbx.clock.advance(1000);
  call.hangUp();
  await pbx.finish(call);
  expect(amplitudeAt(readSound(join(pbx.folder, 'alice.wav')), 900)).toBeGreaterThan(300);
});

test('D sends MF and SF digits on progress, and E lets the caller hear them', async () => {
  const heard = async (options: string): Promise<boolean[]> => {
    await using pbx = await open(`exten => x,1,Answer()\n same => n,Dial(SIP/bob,20,${options})`, {
      phones: {
        bob: (call) => {
          call.listen(join(pbx.folder, 'bob.wav'));
          call.clock.after(100, () => call.progress());
        },
      },
    });
    const call = pbx.call('alice', 'x');
    call.listen(join(pbx.folder, 'alice.wav'));
    await pbx.clock.advance(8000);
    call.hangUp();
    bob(pbx).hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    const files = ['bob', 'alice'].map((name) => readSound(join(pbx.folder, `${name}.wav`)));
    return files.flatMap((sound) => [700, 2600].map((hz) => amplitudeAt(sound, hz) > 20));
  };
  expect(await heard('D(:::1111111)')).toEqual([true, false, false, false]);
  expect(await heard('D(:::::9)')).toEqual([false, true, false, false]);
  expect(await heard('ED(:::1111111::9)')).toEqual([true, true, true, true]);
});

describe('a phone that forwards', () => {
  test('z: the forwarded call rings without limit', async () => {
    const status = async (options: string): Promise<string[]> => {
      await using pbx = await open(`exten => x,1,Dial(SIP/bob,3,g${options})`, {
        phones: {
          bob: forward,
          carol: answerAfter(5000, (call) => void call.clock.after(500, () => call.hangUp())),
        },
        contexts: 'exten => carol,1,Dial(SIP/carol)\n',
      });
      await pbx.finish(pbx.call('alice', 'x'));
      return told(pbx);
    };
    expect([await status(''), await status('z')]).toEqual([['after NOANSWER'], ['after ANSWER']]);
  });

  test.each([
    ['', '"Al" <555>'],
    ['f', '"" <x>'],
    ['f("Main" <100>)', '"Main" <100>'],
  ])('with %j it shows %s', async (option, expected) => {
    await using pbx = await open(
      `exten => x,1,Set(CALLERID(all)="Al" <555>)\n same => n,Dial(SIP/bob,3,${option}u(prohib)s(red))`,
      {
        phones: { bob: forward },
        contexts:
          'exten => carol,1,NoOp("${CALLERID(name)}" <${CALLERID(num)}>)\n same => n,NoOp(${CALLERID(pres)} ${CALLERID(tag)})\n same => n,Hangup()\n',
      },
    );
    await pbx.finish(pbx.call('alice', 'x'));
    expect(told(pbx)[0]).toBe(expected);
    expect(told(pbx)[1]).toBe(option === '' ? 'allowed_not_screened ' : 'prohib red');
  });
});

test('c tells a phone that is cancelled that another has answered', async () => {
  const cause = async (options: string): Promise<number | undefined> => {
    await using pbx = await open(`exten => x,1,Dial(SIP/bob,2,${options})`, { phones: { bob: ringOnly } });
    await pbx.finish(pbx.call('alice', 'x'));
    return bob(pbx).endedWith;
  };
  expect([await cause('c'), await cause('g')]).toEqual([26, 16]);
});

test('OUTBOUND_GROUP counts all who are called, OUTBOUND_GROUP_ONCE those of one Dial', async () => {
  await using pbx = await open(
    [
      'exten => x,1,Set(OUTBOUND_GROUP=out@trunks)',
      'Set(OUTBOUND_GROUP_ONCE=once)',
      'Dial(Local/busy@c&Local/busy@c,2)',
      'Dial(Local/busy@c,2)',
    ].join('\n same => n,'),
    { contexts: '[c]\nexten => busy,1,Wait(0.1)\n same => n,Busy()\n' },
  );
  const counted: string[] = [];
  const call = pbx.call('alice', 'x');
  for (const atMs of [50, 100]) {
    await pbx.clock.advance(atMs);
    counted.push(
      [...pbx.pbx.channels.list()]
        .flatMap((channel) => groupsOf(channel).map(({ group, category }) => `${group}@${category}`))
        .join(' '),
    );
  }
  await pbx.finish(call);
  expect(counted).toEqual(['once@ once@', 'out@trunks']);
});
