import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerAfter, type FakeCall, refuse, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const FEATURES = `[general]
transferdigittimeout => 1
atxfernoanswertimeout = 4
atxferloopdelay = 2
[featuremap]
blindxfer => ##
atxfer => *7
disconnect => *0
automixmon => *3
automon => *1
[applicationmap]
note => #9,self,NoOp,noted \${DYNAMIC_FEATURENAME}
peernote => *8,peer/caller,Set,NOTED=by \${DYNAMIC_WHO_ACTIVATED}
[notes]
note => *6
`;

const DIALPLAN = (options: string): string => `[default]
exten => x,1,Dial(Phone/bob,,${options})
 same => n,NoOp(after \${DIALSTATUS})
exten => h,1,NoOp(h \${CHANNEL(name)})
exten => 300,1,NoOp(blind \${BLINDTRANSFER} from \${CHANNEL(name)})
 same => n,Dial(Phone/carol)
exten => 400,1,Dial(Phone/busy)
exten => 500,1,Dial(Phone/deaf)
exten => back,1,NoOp(back on \${CHANNEL(name)})
 same => n,Wait(1)
`;

interface Office extends AsyncDisposable {
  readonly pbx: TestPbx;
  readonly alice: FakeCall;
  readonly bob: FakeCall;
  last(name: string): FakeCall;
  press(who: FakeCall, digits: string): Promise<void>;
  /** Who hears whom: a digit of one arrives at the other. */
  talks(one: FakeCall, other: FakeCall): Promise<boolean>;
  steps(): string[];
}

async function office(options: string, variables: Record<string, string> = {}): Promise<Office> {
  const pbx = await openTestPbx({
    config: { 'extensions.conf': DIALPLAN(options), 'features.conf': FEATURES },
    phones: {
      bob: answerAfter(100),
      carol: answerAfter(1500),
      busy: refuse('busy'),
      deaf: ringOnly,
      alice: answerAfter(500),
    },
  });
  const alice = pbx.call('alice', 'x', { variables });
  await pbx.clock.advance(500);
  const last = (name: string): FakeCall => {
    const call = pbx.exchange.callsOf(name).at(-1);
    if (!call) throw new Error(`${name} was not called`);
    return call;
  };
  const press = async (who: FakeCall, digits: string): Promise<void> => {
    void who.press(digits);
    await pbx.clock.advance(200 * digits.length + 100);
  };
  return {
    pbx,
    alice,
    bob: last('bob'),
    last,
    press,
    async talks(one, other) {
      const before = [one.digits, other.digits];
      await press(one, '5');
      await press(other, '6');
      return other.digits === `${before[1]}5` && one.digits === `${before[0]}6`;
    },
    steps: () =>
      pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/s, '$1')),
    [Symbol.asyncDispose]: () => pbx.close(),
  };
}

describe('blind transfer', () => {
  test('with t the called party sends the caller to another extension', async () => {
    await using it = await office('t');
    await it.press(it.bob, '##');
    await it.pbx.clock.advance(200);
    await it.press(it.bob, '300');
    await it.pbx.clock.advance(3500);
    expect(it.bob.endedWith).toBe(16);
    expect(it.steps()[0]).toMatch(/^blind Phone\/bob-.* from Phone\/alice-/);
    expect(await it.talks(it.alice, it.last('carol'))).toBe(true);
  });

  test('with T the caller sends the called party, and hangs up', async () => {
    await using it = await office('T');
    await it.press(it.alice, '##');
    await it.pbx.clock.advance(200);
    await it.press(it.alice, '300');
    await it.pbx.clock.advance(3500);
    expect(it.alice.endedWith).toBe(16);
    expect(it.steps()).toContainEqual(expect.stringMatching(/^blind Phone\/alice-.* from Phone\/bob-/));
    expect(await it.talks(it.bob, it.last('carol'))).toBe(true);
  });

  test('GOTO_ON_BLINDXFR keeps the one who transfers', async () => {
    await using it = await office('T', { GOTO_ON_BLINDXFR: 'default^back^1' });
    await it.press(it.alice, '##');
    await it.pbx.clock.advance(200);
    await it.press(it.alice, '300');
    await it.pbx.clock.advance(1200);
    expect(it.steps()).toContainEqual(expect.stringMatching(/^back on Phone\/alice-/));
  });

  test('a wrong extension may be tried again; after the last one the two talk on', async () => {
    await using it = await office('t');
    await it.press(it.bob, '##');
    for (let attempt = 0; attempt < 3; attempt++) {
      await it.pbx.clock.advance(200);
      await it.press(it.bob, '9');
    }
    await it.pbx.clock.advance(10_000);
    expect(it.pbx.log.has("Dialed '9@default' does not exist")).toBe(true);
    expect(await it.talks(it.alice, it.bob)).toBe(true);
  });

  test('without the right the digits pass', async () => {
    await using it = await office('t');
    await it.press(it.alice, '##');
    await it.pbx.clock.advance(2000);
    expect(it.bob.digits).toBe('##');
  });

  test('what begins a code and is none passes late', async () => {
    await using it = await office('t');
    await it.press(it.bob, '#');
    expect(it.alice.digits).toBe('');
    await it.pbx.clock.advance(1500);
    expect(it.alice.digits).toBe('#');
    await it.press(it.bob, '#5');
    await it.pbx.clock.advance(1000);
    expect(it.alice.digits).toBe('##5');
  });
});

test.each([
  ['H', 'alice'],
  ['h', 'bob'],
])('with %s %s hangs up by the code of features.conf', async (options, name) => {
  await using it = await office(`g${options}`);
  const who = name === 'alice' ? it.alice : it.bob;
  await it.press(who, '*0');
  await it.pbx.clock.advance(1000);
  expect(it.bob.endedWith).toBe(16);
  expect(it.steps()).toContain('after ANSWER');
});

describe('attended transfer', () => {
  async function consulting(options: 't' | 'T', exten = '300'): Promise<Office & { by: FakeCall; other: FakeCall }> {
    const it = await office(options);
    const [by, other] = options === 't' ? [it.bob, it.alice] : [it.alice, it.bob];
    await it.press(by, '*7');
    await it.pbx.clock.advance(200);
    await it.press(by, exten);
    await it.pbx.clock.advance(2500);
    return Object.assign(it, { by, other });
  }

  test.each(['t', 'T'] as const)('with %s one talks with the target, and completes by hanging up', async (options) => {
    await using it = await consulting(options);
    const carol = it.last('carol');
    expect(await it.talks(it.by, carol)).toBe(true);
    it.by.hangUp();
    await it.pbx.clock.advance(500);
    expect(it.by.endedWith).toBe(16);
    expect(await it.talks(it.other, carol)).toBe(true);
    carol.hangUp();
    await it.pbx.clock.advance(500);
    expect(it.other.endedWith).toBe(16);
    expect(it.pbx.pbx.channels.size).toBe(0);
  });

  test.each(['t', 'T'] as const)('with %s *2 completes', async (options) => {
    await using it = await consulting(options);
    await it.press(it.by, '*2');
    await it.pbx.clock.advance(3000);
    expect(it.by.endedWith).toBe(16);
    expect(await it.talks(it.other, it.last('carol'))).toBe(true);
  });

  test.each(['t', 'T'] as const)('with %s *1 goes back', async (options) => {
    await using it = await consulting(options);
    await it.press(it.by, '*1');
    await it.pbx.clock.advance(4000);
    expect(it.last('carol').endedWith).toBe(16);
    expect(await it.talks(it.by, it.other)).toBe(true);
  });

  test.each(['t', 'T'] as const)('with %s *4 changes between the two', async (options) => {
    await using it = await consulting(options);
    await it.press(it.by, '*4');
    expect(await it.talks(it.by, it.other)).toBe(true);
    await it.press(it.by, '*4');
    expect(await it.talks(it.by, it.last('carol'))).toBe(true);
    it.by.hangUp();
    await it.pbx.clock.advance(500);
    expect(await it.talks(it.other, it.last('carol'))).toBe(true);
  });

  test.each(['t', 'T'] as const)('with %s *3 joins all three; who stays talks on', async (options) => {
    await using it = await consulting(options);
    await it.press(it.by, '*3');
    it.by.hangUp();
    await it.pbx.clock.advance(500);
    expect(await it.talks(it.other, it.last('carol'))).toBe(true);
  });

  test.each(['t', 'T'] as const)('with %s a busy target leads back', async (options) => {
    await using it = await consulting(options, '400');
    await it.pbx.clock.advance(15_000);
    expect(await it.talks(it.by, it.other)).toBe(true);
  });

  test.each(['t', 'T'] as const)('with %s a target that does not answer in time leads back', async (options) => {
    await using it = await consulting(options, '500');
    await it.pbx.clock.advance(8000);
    expect(await it.talks(it.by, it.other)).toBe(true);
  });

  test.each(['t', 'T'] as const)('with %s the target hangs up: back again', async (options) => {
    await using it = await consulting(options);
    it.last('carol').hangUp();
    await it.pbx.clock.advance(4000);
    expect(await it.talks(it.by, it.other)).toBe(true);
  });

  test.each(['t', 'T'] as const)('with %s the other hangs up while it waits: the two talk on', async (options) => {
    await using it = await consulting(options);
    it.other.hangUp();
    await it.pbx.clock.advance(500);
    expect(await it.talks(it.by, it.last('carol'))).toBe(true);
    it.last('carol').hangUp();
    await it.pbx.clock.advance(500);
    expect(it.pbx.pbx.channels.size).toBe(0);
  });

  test.each(['t', 'T'] as const)(
    'with %s hanging up while it rings leaves the other to the target',
    async (options) => {
      await using it = await office(options);
      const [by, other] = options === 't' ? [it.bob, it.alice] : [it.alice, it.bob];
      await it.press(by, '*7');
      await it.pbx.clock.advance(200);
      await it.press(by, '300');
      by.hangUp();
      await it.pbx.clock.advance(3500);
      expect(await it.talks(other, it.last('carol'))).toBe(true);
    },
  );

  test.each(['t', 'T'] as const)('with %s a transferor is called back if nobody answers', async (options) => {
    await using it = await office(options);
    const [by, other, name] = options === 't' ? [it.bob, it.alice, 'bob'] : [it.alice, it.bob, 'alice'];
    await it.press(by, '*7');
    await it.pbx.clock.advance(200);
    await it.press(by, '500');
    by.hangUp();
    await it.pbx.clock.advance(7000);
    expect(it.last(name)).not.toBe(by);
    expect(await it.talks(other, it.last(name))).toBe(true);
  });
});

describe('recording by one code', () => {
  test.each([
    ['x', 'bob', '*3', 'MixMonitor'],
    ['X', 'alice', '*3', 'MixMonitor'],
    ['w', 'bob', '*1', 'Monitor'],
    ['W', 'alice', '*1', 'Monitor'],
  ])('with %s %s begins and ends it by %s', async (options, name, code, kind) => {
    await using it = await office(options, { TOUCH_MIXMONITOR: 'talk', TOUCH_MONITOR: 'talk' });
    const who = name === 'alice' ? it.alice : it.bob;
    await it.press(who, code);
    await it.pbx.clock.advance(3000);
    await it.press(who, code);
    await it.pbx.clock.advance(3000);
    const files = readdirSync(join(it.pbx.directories.spool, 'monitor'));
    expect(files.filter((file) => /^auto-\d+-talk.*\.wav$/.test(file))).toHaveLength(files.length);
    expect(files.length).toBeGreaterThan(0);
    expect(who.channel.variables.get(`TOUCH_${kind.toUpperCase()}_OUTPUT`)).toMatch(/^auto-\d+-talk$/);
    expect(await it.talks(it.alice, it.bob)).toBe(true);
  });
});

describe('DYNAMIC_FEATURES', () => {
  test('a code runs an application on the one who presses it', async () => {
    await using it = await office('', { __DYNAMIC_FEATURES: 'notes#peernote' });
    await it.press(it.bob, '*6');
    await it.pbx.clock.advance(500);
    expect(it.bob.channel.variables.get('DYNAMIC_FEATURENAME')).toBe('note');
    await it.press(it.alice, '*8');
    await it.pbx.clock.advance(500);
    expect(it.bob.channel.variables.get('NOTED')).toMatch(/^by /);
    await it.press(it.bob, '*8');
    await it.pbx.clock.advance(1500);
    expect(it.alice.channel.variables.get('NOTED')).toMatch(/^by /);
  });

  test('who has no DYNAMIC_FEATURES of its own presses in vain', async () => {
    await using it = await office('', { DYNAMIC_FEATURES: 'peernote' });
    await it.press(it.bob, '*8');
    await it.pbx.clock.advance(1500);
    expect(it.alice.digits).toBe('*8');
  });

  test('an unknown name is told', async () => {
    await using it = await office('', { DYNAMIC_FEATURES: 'nothing' });
    expect(it.pbx.log.has("Unknown DYNAMIC_FEATURES item 'nothing'")).toBe(true);
  });
});
