import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localBridged } from '../../src/channel/events.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { answerAfter, type Behaviour, type FakeCall, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const CONFIG = {
  'followme.conf': `[general]
takecall => 1
declinecall => 2

[ann]
context => phones
number => desk,10
number => mobile&home,20

[quick]
context => phones
enable_callee_prompt => no
number => home,5
`,
  'extensions.conf': `[default]
exten => ann,1,FollowMe(ann,sn)
 same => n,NoOp(after)
exten => quiet,1,FollowMe(ann,dN)
 same => n,NoOp(after)
exten => quick,1,FollowMe(quick)
 same => n,NoOp(after)
exten => options,1,FollowMe(\${WHOM},\${OPTIONS})
 same => n,NoOp(after)
exten => before,1,NoOp(\${CHANNEL(name):0:5} first for \${ARG1})
 same => n,Set(DESK=\${ARG1})
 same => n,Return()
exten => nobody,1,FollowMe(bob)
 same => n,NoOp(after)
[phones]
exten => _[a-z]!,1,Dial(Phone/\${EXTEN})
`,
};

/** Picks up after a second and presses a key some seconds later. */
function press(digit: string, afterMs = 3000): Behaviour {
  return answerAfter(1000, (call) => void call.clock.after(afterMs, () => call.press(digit)));
}

async function open(phones: Record<string, Behaviour>): Promise<{ pbx: TestPbx; times: Record<string, number> }> {
  const times: Record<string, number> = {};
  const timed = Object.entries(phones).map(([name, behave]): [string, Behaviour] => [
    name,
    (call: FakeCall) => {
      times[name] = Math.round(call.clock.monotonic() / 1000);
      behave(call);
    },
  ]);
  return { pbx: await openTestPbx({ config: CONFIG, phones: Object.fromEntries(timed) }), times };
}

const prompts = (pbx: TestPbx): string[] =>
  pbx.log.lines.flatMap((line) => /Playing '(followme\/[a-z-]+)/.exec(line)?.[1] ?? []);

test('rings the steps in turn, asks who picks up, and joins the one who takes the call', async () => {
  const { pbx, times } = await open({ desk: ringOnly, mobile: ringOnly, home: press('1', 12_000) });
  await using _ = pbx;
  const call = pbx.call('alice', 'ann');
  await pbx.clock.advance(60_000);
  expect((times['mobile'] ?? 0) - (times['desk'] ?? 0)).toBe(10);
  expect(times['mobile']).toBe(times['home']);
  expect(prompts(pbx).slice(0, 4)).toEqual([
    'followme/status',
    'followme/pls-hold-while-try',
    'followme/no-recording',
    'followme/options',
  ]);
  expect(call.channel.bridgeId).toBeDefined();
  expect(pbx.pbx.channels.size).toBeLessThanOrEqual(4);
  call.hangUp();
  await pbx.clock.advance(3000);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('who declines is let go, and the others are tried; then it says sorry and the call goes on', async () => {
  const { pbx } = await open({ desk: press('2'), mobile: press('2'), home: ringOnly });
  await using _ = pbx;
  pbx.call('alice', 'ann');
  await pbx.clock.advance(90_000);
  expect(prompts(pbx).at(-1)).toBe('followme/sorry');
  expect(pbx.log.steps.filter((step) => step.includes('after'))).toEqual(['ann@default:2 NoOp(after)']);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('who is being asked when the time of a step is over may still take the call', async () => {
  const { pbx, times } = await open({ desk: press('1', 12_000), mobile: ringOnly, home: ringOnly });
  await using _ = pbx;
  const call = pbx.call('alice', 'ann');
  await pbx.clock.advance(40_000);
  expect(times['mobile']).toBeDefined();
  expect(call.channel.bridgeId).toBeDefined();
});

test('with N the caller is answered only when somebody takes the call', async () => {
  const { pbx } = await open({ desk: press('1', 2000), mobile: ringOnly, home: ringOnly });
  await using _ = pbx;
  const call = pbx.call('alice', 'quiet');
  await pbx.clock.advance(1500);
  expect(call.accepted).toBe(false);
  await pbx.clock.advance(20_000);
  expect(call.accepted).toBe(true);
  expect(call.channel.bridgeId).toBeDefined();
});

test('nobody is asked where the profile says so; the call ends when the other side hangs up', async () => {
  const { pbx } = await open({ home: answerAfter(1000, (call) => void call.clock.after(5000, () => call.hangUp())) });
  await using _ = pbx;
  await pbx.finish(pbx.call('alice', 'quick'));
  expect(prompts(pbx)).toEqual(['followme/pls-hold-while-try']);
  expect(pbx.log.steps).not.toContain('quick@default:2 NoOp(after)');
  expect(pbx.pbx.channels.size).toBe(0);
});

test('a profile that is not there is a warning', async () => {
  const { pbx } = await open({});
  await using _ = pbx;
  await pbx.finish(pbx.call('alice', 'nobody'));
  expect(pbx.log.lines).toContainEqual(
    expect.stringContaining('Profile requested, bob, not found in the configuration.'),
  );
  expect(pbx.log.steps).toContain('nobody@default:2 NoOp(after)');
});

const notes = (pbx: TestPbx): string[] => pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);

test('B runs a subroutine on the caller first, b one on each that is called', async () => {
  const { pbx } = await open({ home: answerAfter(500) });
  await using _ = pbx;
  const variables = { WHOM: 'quick', OPTIONS: 'B(before^1(me))b(default^before^1(them))' };
  const call = pbx.call('alice', 'options', { variables });
  await pbx.clock.advance(3000);
  expect(notes(pbx)).toEqual(['Phone first for me', 'Local first for them']);
  expect(call.channel.variables.get('DESK')).toBe('me');
});

test('a has the caller say a name, which who picks up hears', async () => {
  const { pbx } = await open({});
  await using _ = pbx;
  const path = join(pbx.folder, 'desk.wav');
  pbx.exchange.phone(
    'desk',
    answerAfter(100, (desk) => desk.listen(path)),
  );
  const call = pbx.call('alice', 'options', { variables: { WHOM: 'ann', OPTIONS: 'ad' } });
  call.hum(500);
  pbx.clock.after(9000, () => void call.press('#'));
  await pbx.clock.advance(14_000);
  call.hangUp();
  await pbx.finish(call);
  await pbx.clock.advance(1000);
  expect(amplitudeAt(readSound(path), 500)).toBeGreaterThan(200);
});

test.each([
  ['', 'home'],
  ['I', undefined],
])('with %j the caller is shown who has taken the call: %s', async (option, number) => {
  const { pbx } = await open({ home: answerAfter(500) });
  await using _ = pbx;
  const call = pbx.call('alice', 'options', { variables: { WHOM: 'quick', OPTIONS: `l${option}` } });
  await pbx.clock.advance(4000);
  expect(call.channel.parties.connected.number).toBe(number);
});

test.each([
  ['', true],
  ['l', false],
])('with %j the Local channels may be taken out of the path: %s', async (option, optimizable) => {
  const { pbx } = await open({ home: answerAfter(500) });
  await using _ = pbx;
  const told: boolean[] = [];
  pbx.pbx.bus.on(localBridged, (event) => void told.push(event.optimizable));
  pbx.call('alice', 'options', { variables: { WHOM: 'quick', OPTIONS: option } });
  await pbx.clock.advance(2000);
  expect(told).toEqual([optimizable]);
});
