import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callPickedUp } from '../../src/channel/events.ts';
import { amplitudeAt } from '../support/audio.ts';
import { type FakeCall, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const DIALPLAN = `[default]
exten => 100,1,Set(CHANNEL(callgroup)=1)
 same => n,Dial(Phone/bob,,gb(preset^s^1(\${GROUP}^\${NAMED}^\${MARK})))
 same => n,NoOp(caller goes on \${DIALSTATUS} \${DIALEDPEERNAME})
exten => *8,1,Set(CHANNEL(pickupgroup)=\${GROUP})
 same => n,Set(CHANNEL(namedpickupgroup)=\${NAMED})
 same => n,Pickup(\${TARGET})
 same => n,NoOp(nothing to take)
exten => *9,1,PickupChan(\${TARGET})
 same => n,NoOp(nothing to take)
exten => h,1,NoOp(h of \${CHANNEL})
exten => moved,1,NoOp(moved \${CHANNEL})
[preset]
exten => s,1,Set(CHANNEL(callgroup)=\${ARG1})
 same => n,Set(CHANNEL(namedcallgroup)=\${ARG2})
 same => n,Set(PICKUPMARK=\${ARG3})
 same => n,Return()
`;

/** alice calls bob, whose phone rings. */
async function open(
  variables: Readonly<Record<string, string>> = {},
): Promise<{ pbx: TestPbx; alice: FakeCall; bob: FakeCall }> {
  const pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN }, phones: { bob: ringOnly } });
  const alice = pbx.call('alice', '100', { variables });
  alice.hum(500);
  await pbx.clock.advance(500);
  const bob = pbx.exchange.callsOf('bob')[0];
  if (!bob) throw new Error('bob was not called');
  return { pbx, alice, bob };
}

const notes = (pbx: TestPbx): string[] => pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);

async function pickUp(pbx: TestPbx, variables: Readonly<Record<string, string>>, exten = '*8'): Promise<FakeCall> {
  const carol = pbx.call('carol', exten, { variables });
  carol.hum(800);
  await pbx.clock.advance(1500);
  return carol;
}

async function hears(pbx: TestPbx, call: FakeCall, frequencyHz: number): Promise<boolean> {
  call.listen(join(pbx.folder, `${call.phone}.wav`));
  await pbx.clock.advance(500);
  return amplitudeAt(await call.heard(), frequencyHz, 150, 300) > 1000;
}

test('a call is taken by the groups: the phone stops ringing and the two talk', async () => {
  const { pbx, alice, bob } = await open({ GROUP: '3' });
  await using _ = pbx;
  const told: string[] = [];
  pbx.pbx.bus.on(callPickedUp, ({ channel, target }) => void told.push(`${channel.name} takes ${target.name}`));
  const carol = await pickUp(pbx, { GROUP: '2-4' });
  expect(bob.endedWith).toBe(26);
  expect(await hears(pbx, alice, 800)).toBe(true);
  expect(await hears(pbx, carol, 500)).toBe(true);
  expect(told).toEqual(['Phone/carol-00000002 takes Phone/bob-00000001']);
  expect(carol.channel.parties.connected.number).toBe('alice');
  alice.hangUp();
  await pbx.clock.advance(500);
  expect(carol.endedWith).toBe(16);
  expect(notes(pbx)).toEqual(['h of Phone/alice-00000000', 'h of Phone/carol-00000002']);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('when who has taken the call hangs up, the caller goes on as with any answer', async () => {
  const { pbx } = await open({ GROUP: '3' });
  await using _ = pbx;
  const carol = await pickUp(pbx, { GROUP: '3' });
  carol.hangUp();
  await pbx.clock.advance(500);
  expect(notes(pbx)).toEqual([
    'h of Phone/carol-00000002',
    'caller goes on ANSWER Phone/carol-00000002',
    'h of Phone/alice-00000000',
  ]);
});

test.each([
  ['another group', { GROUP: '3' }, '*8', { GROUP: '4' }, false],
  ['a named group', { NAMED: 'sales,lab' }, '*8', { NAMED: 'lab' }, true],
  ['the extension', {}, '*8', { TARGET: '100@default' }, true],
  ['the extension in this context', {}, '*8', { TARGET: 'nix&100' }, true],
  ['another extension', {}, '*8', { TARGET: '101' }, false],
  ['the mark', { MARK: 'red' }, '*8', { TARGET: 'red@PICKUPMARK' }, true],
  ['the channel', {}, '*9', { TARGET: 'Phone/bob' }, true],
  ['the beginning of its name', {}, '*9', { TARGET: 'Phone/b,p' }, true],
  ['no such channel', {}, '*9', { TARGET: 'Phone/b' }, false],
] as ReadonlyArray<
  readonly [string, Readonly<Record<string, string>>, string, Readonly<Record<string, string>>, boolean]
>)('Pickup by %s', async (_name, ringing, exten, picking, taken) => {
  const { pbx, bob } = await open(ringing);
  await using _ = pbx;
  await pickUp(pbx, picking, exten);
  expect(bob.endedWith).toBe(taken ? 26 : undefined);
  expect(notes(pbx).includes('nothing to take')).toBe(!taken);
});

test('who has taken a call can be sent elsewhere: the call is over and the dialplan goes on there', async () => {
  const { pbx } = await open({ GROUP: '3' });
  await using _ = pbx;
  const carol = await pickUp(pbx, { GROUP: '3' });
  carol.channel.redirect({ context: 'default', exten: 'moved', priority: 1 });
  await pbx.clock.advance(500);
  expect(notes(pbx)).toEqual(
    expect.arrayContaining(['moved Phone/carol-00000002', 'caller goes on ANSWER Phone/carol-00000002']),
  );
  expect(pbx.pbx.channels.size).toBe(0);
});

test('two who take the same call: the second finds nothing', async () => {
  const { pbx, bob } = await open({ GROUP: '3' });
  await using _ = pbx;
  const both = ['carol', 'dave'].map((name) => pbx.call(name, '*8', { variables: { GROUP: '3' } }));
  await pbx.clock.advance(2000);
  expect(bob.endedWith).toBe(26);
  expect(both.filter((call) => call.endedWith === undefined)).toHaveLength(1);
  expect(notes(pbx).filter((note) => note === 'nothing to take')).toHaveLength(1);
});
