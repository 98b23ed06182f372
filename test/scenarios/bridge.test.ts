import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { action as atxfer } from '../../src/integrations/ami/actions/atxfer.ts';
import { action as blindTransfer } from '../../src/integrations/ami/actions/blind-transfer.ts';
import { action as bridgeAction } from '../../src/integrations/ami/actions/bridge.ts';
import { action as bridgeDestroy } from '../../src/integrations/ami/actions/bridge-destroy.ts';
import { action as bridgeKick } from '../../src/integrations/ami/actions/bridge-kick.ts';
import { bridgesPort } from '../../src/pbx/ports/bridges.ts';
import { sine, wavBytes } from '../support/audio.ts';
import { answerAfter, type FakeCall } from '../support/fake-phone.ts';
import { askManager } from '../support/manager-context.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';
import { tonesHeard } from '../support/tones-heard.ts';

const DIALPLAN = `[default]
exten => wait,1,Answer()
 same => n,Wait(60)
 same => n,NoOp(\${CHANNEL(name):6:5} goes on)
 same => n,Wait(60)
exten => talk,1,Answer()
 same => n,Dial(Phone/bob,,g)
 same => n,NoOp(talk goes on \${DIALSTATUS})
exten => bridge,1,Bridge(\${OTHER},\${OPTIONS})
 same => n,NoOp(\${BRIDGERESULT})
exten => mighty,1,Set(CHANNEL(dtmf_features)=H)
 same => n,Goto(bridge,1)
exten => add,1,BridgeAdd(\${OTHER})
 same => n,NoOp(added)
exten => hold,1,BridgeWait(lobby,\${ROLE},\${OPTIONS})
 same => n,NoOp(waited)
exten => 77,1,NoOp(\${CHANNEL(name):6:5} was sent)
 same => n,Wait(60)
exten => there,1,NoOp(\${CHANNEL(name):6:5} is there)
 same => n,Wait(60)
`;

const TONES = [500, 800, 1100, 1500];

async function open(): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': DIALPLAN,
      'features.conf': '[featuremap]\ndisconnect => *\nblindxfer => #1\nparkcall => #72\nautomon => *1\n',
      'musiconhold.conf': '[quiet]\nmode=files\ndirectory=quiet\n[default]\nmode=files\ndirectory=moh\n',
    },
    phones: { bob: answerAfter(100, (call) => void call.hum(800)) },
  });
  pbx.prompt('beep', sine(2000, 200));
  for (const [folder, frequency] of [
    ['moh', 1500],
    ['quiet', 650],
  ] as const) {
    mkdirSync(join(pbx.directories.data, folder), { recursive: true });
    writeFileSync(join(pbx.directories.data, folder, 'music.wav'), wavBytes(sine(frequency, 5000)));
  }
  return pbx;
}

async function caller(
  pbx: TestPbx,
  name: string,
  exten: string,
  frequencyHz: number,
  variables: Readonly<Record<string, string>> = {},
): Promise<FakeCall> {
  const call = pbx.call(name, exten, { variables });
  call.hum(frequencyHz);
  await pbx.clock.advance(1500);
  return call;
}

const heard = (pbx: TestPbx, ...calls: FakeCall[]): Promise<number[][]> => tonesHeard(pbx, TONES, calls);

const notes = (pbx: TestPbx): string[] => pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);

describe('Bridge', () => {
  test('fetches a channel out of its dialplan, which goes on when the two part', async () => {
    await using pbx = await open();
    const alice = await caller(pbx, 'alice', 'wait', 500);
    const carol = await caller(pbx, 'carol', 'bridge', 1100, { OTHER: 'Phone/alice' });
    expect(await heard(pbx, alice, carol)).toEqual([[1100], [500]]);
    carol.hangUp();
    await pbx.clock.advance(500);
    expect(notes(pbx)).toEqual(['alice goes on']);
    expect(alice.endedWith).toBeUndefined();
  });

  test('takes the called party away from a Dial, whose caller goes on', async () => {
    await using pbx = await open();
    await caller(pbx, 'alice', 'talk', 500);
    const bob = pbx.exchange.callsOf('bob')[0];
    if (!bob) throw new Error('bob was not called');
    const carol = await caller(pbx, 'carol', 'bridge', 1100, { OTHER: 'Phone/bob', OPTIONS: 'p' });
    expect(await heard(pbx, bob, carol)).toEqual([[1100], [800]]);
    bob.hangUp();
    await pbx.clock.advance(500);
    expect(notes(pbx)).toEqual(['talk goes on ANSWER', 'SUCCESS']);
    expect(pbx.pbx.channels.size).toBe(0);
  });

  test.each([
    ['x hangs the other up', 'x', []],
    ['F sends it to a place', 'F(default^there^1)', ['alice is there']],
  ])('%s', async (_name, options, expected) => {
    await using pbx = await open();
    const alice = await caller(pbx, 'alice', 'wait', 500);
    const carol = await caller(pbx, 'carol', 'bridge', 1100, { OTHER: 'Phone/alice', OPTIONS: options });
    carol.hangUp();
    await pbx.clock.advance(500);
    expect(notes(pbx)).toEqual(expected);
    expect(alice.endedWith === undefined).toBe(expected.length > 0);
  });

  test('L warns, and ends it', async () => {
    await using pbx = await open();
    pbx.prompt('warn', sine(1500, 1000));
    await caller(pbx, 'alice', 'wait', 500);
    const carol = pbx.call('carol', 'bridge', {
      variables: { OTHER: 'Phone/alice', OPTIONS: 'L(4000:3000)', LIMIT_WARNING_FILE: 'warn' },
    });
    await pbx.clock.advance(1500);
    expect(await heard(pbx, carol)).toEqual([[500, 1500]]);
    await pbx.clock.advance(3000);
    expect(notes(pbx)).toEqual(expect.arrayContaining(['alice goes on', 'SUCCESS']));
  });

  test('n answers the caller as ever', async () => {
    await using pbx = await open();
    await caller(pbx, 'alice', 'wait', 500);
    const carol = await caller(pbx, 'carol', 'bridge', 1100, { OTHER: 'Phone/alice', OPTIONS: 'n' });
    expect(carol.accepted).toBe(true);
  });

  test.each([
    ['h', 'alice', '*', 'SUCCESS'],
    ['H', 'carol', '*', 'alice goes on'],
    ['t', 'alice', '#177', 'carol was sent'],
    ['T', 'carol', '#177', 'alice was sent'],
  ])('with %s %s may press %s', async (option, who, digits, note) => {
    for (const options of ['', option]) {
      await using pbx = await open();
      const alice = await caller(pbx, 'alice', 'wait', 500);
      const carol = await caller(pbx, 'carol', 'bridge', 1100, { OTHER: 'Phone/alice', OPTIONS: options });
      void (who === 'alice' ? alice : carol).press(digits);
      await pbx.clock.advance(6000);
      expect(notes(pbx).includes(note)).toBe(options !== '');
    }
  });

  test.each([
    ['k', 'alice', '#72', 'carol'],
    ['K', 'carol', '#72', 'alice'],
  ])('with %s %s may park the other', async (option, who, digits, parked) => {
    await using pbx = await open();
    const alice = await caller(pbx, 'alice', 'wait', 500);
    const carol = await caller(pbx, 'carol', 'bridge', 1100, { OTHER: 'Phone/alice', OPTIONS: option });
    void (who === 'alice' ? alice : carol).press(digits);
    await pbx.clock.advance(3000);
    const uniqueId = (parked === 'alice' ? alice : carol).channel.uniqueId;
    expect(pbx.pbx.ports.use(bridgesPort).list()[0]?.members).toEqual([uniqueId]);
  });

  test.each([
    ['w', 'alice'],
    ['W', 'carol'],
  ])('with %s %s may record', async (option, who) => {
    await using pbx = await open();
    const alice = await caller(pbx, 'alice', 'wait', 500);
    const carol = await caller(pbx, 'carol', 'bridge', 1100, { OTHER: 'Phone/alice', OPTIONS: option });
    void (who === 'alice' ? alice : carol).press('*1');
    await pbx.clock.advance(2000);
    expect(readdirSync(join(pbx.directories.spool, 'monitor')).length).toBeGreaterThan(0);
  });

  test('what CHANNEL(dtmf_features) allows is allowed in every bridge', async () => {
    await using pbx = await open();
    await caller(pbx, 'alice', 'wait', 500);
    const carol = await caller(pbx, 'carol', 'mighty', 1100, { OTHER: 'Phone/alice' });
    void carol.press('*');
    await pbx.clock.advance(1000);
    expect(notes(pbx)).toEqual(expect.arrayContaining(['alice goes on', 'SUCCESS']));
  });

  test('S ends it, and both go on', async () => {
    await using pbx = await open();
    await caller(pbx, 'alice', 'wait', 500);
    await caller(pbx, 'carol', 'bridge', 1100, { OTHER: 'Phone/alice', OPTIONS: 'S(2)' });
    await pbx.clock.advance(2000);
    expect(notes(pbx)).toEqual(expect.arrayContaining(['alice goes on', 'SUCCESS']));
  });
});

test('BridgeAdd lets a third talk with two, and they go on without him', async () => {
  await using pbx = await open();
  const alice = await caller(pbx, 'alice', 'talk', 500);
  const bob = pbx.exchange.callsOf('bob')[0];
  if (!bob) throw new Error('bob was not called');
  const carol = await caller(pbx, 'carol', 'add', 1100, { OTHER: 'Phone/alice' });
  expect(await heard(pbx, alice, bob, carol)).toEqual([
    [800, 1100],
    [500, 1100],
    [500, 800],
  ]);
  expect(pbx.pbx.ports.use(bridgesPort).list()[0]?.members).toHaveLength(3);
  carol.hangUp();
  expect(await heard(pbx, alice, bob)).toEqual([[800], [500]]);
  const dave = await caller(pbx, 'dave', 'add', 1100, { OTHER: 'Phone/alice' });
  alice.hangUp();
  await pbx.clock.advance(500);
  expect(notes(pbx)).toEqual(['added']);
  expect(dave.endedWith).toBe(16);
});

describe('BridgeWait', () => {
  test('music until an announcer speaks, whom all hear and nobody else', async () => {
    await using pbx = await open();
    const waiting = [
      await caller(pbx, 'alice', 'hold', 500),
      await caller(pbx, 'bert', 'hold', 800, { OPTIONS: 'e(n)' }),
    ];
    expect(await heard(pbx, ...waiting)).toEqual([[1500], []]);
    const announcer = await caller(pbx, 'carol', 'hold', 1100, { ROLE: 'announcer' });
    expect(await heard(pbx, ...waiting, announcer)).toEqual([[1100], [1100], []]);
    announcer.hangUp();
    await pbx.clock.advance(200);
    expect(await heard(pbx, ...waiting)).toEqual([[1500], []]);
    const { bridge } = pbx.pbx.ports.use(bridgesPort).list()[0] ?? {};
    expect(bridge).toMatchObject({ kind: 'holding', creator: 'BridgeWait', name: 'lobby', channels: 2 });
    for (const call of waiting) call.hangUp();
    await pbx.clock.advance(500);
    expect(pbx.pbx.ports.use(bridgesPort).list()).toEqual([]);
  });

  test('m has a class of music of its own', async () => {
    await using pbx = await open();
    const alice = await caller(pbx, 'alice', 'hold', 500, { OPTIONS: 'm(quiet)e(m)' });
    expect(await tonesHeard(pbx, [650, 1500], [alice])).toEqual([[650]]);
  });

  test('S goes on after some time, a manager client lets others go on', async () => {
    await using pbx = await open();
    await caller(pbx, 'alice', 'hold', 500, { OPTIONS: 'S(3)' });
    const bert = await caller(pbx, 'bert', 'hold', 800);
    await pbx.clock.advance(1000);
    expect(notes(pbx)).toEqual(['waited']);
    expect(await askManager(pbx, bridgeKick, { Channel: bert.channel.name })).toMatchObject({ response: 'Success' });
    await pbx.clock.advance(200);
    expect(notes(pbx)).toEqual(['waited', 'waited']);
  });

  test('who waits is fetched by Bridge()', async () => {
    await using pbx = await open();
    const alice = await caller(pbx, 'alice', 'hold', 500);
    const carol = await caller(pbx, 'carol', 'bridge', 1100, { OTHER: 'Phone/alice' });
    expect(await heard(pbx, alice, carol)).toEqual([[1100], [500]]);
    carol.hangUp();
    await pbx.clock.advance(500);
    expect(notes(pbx)).toEqual(['waited']);
  });
});

describe('manager actions', () => {
  test('Bridge joins two, BridgeDestroy parts them and each goes on', async () => {
    await using pbx = await open();
    const alice = await caller(pbx, 'alice', 'wait', 500);
    const bert = await caller(pbx, 'bert', 'wait', 800);
    const names = { Channel1: alice.channel.name, Channel2: bert.channel.name };
    const asked = askManager(pbx, bridgeAction, { ...names, Tone: 'Both' });
    await pbx.clock.advance(1000);
    expect(await asked).toMatchObject({ message: 'Channels have been bridged' });
    expect(await heard(pbx, alice, bert)).toEqual([[800], [500]]);
    const id = pbx.pbx.ports.use(bridgesPort).list()[0]?.bridge.id ?? '';
    expect(await askManager(pbx, bridgeDestroy, { BridgeUniqueid: id })).toMatchObject({ response: 'Success' });
    await pbx.clock.advance(500);
    expect(notes(pbx).sort()).toEqual(['alice goes on', 'bert- goes on']);
  });

  test('BlindTransfer sends the peer elsewhere', async () => {
    await using pbx = await open();
    const alice = await caller(pbx, 'alice', 'talk', 500);
    const bob = pbx.exchange.callsOf('bob')[0];
    if (!bob) throw new Error('bob was not called');
    expect(await askManager(pbx, blindTransfer, { Channel: bob.channel.name, Exten: 'there' })).toMatchObject({
      message: 'Transfer succeeded',
    });
    await pbx.clock.advance(500);
    expect(notes(pbx)).toEqual(['alice is there']);
    expect(bob.endedWith).toBe(16);
    expect(await askManager(pbx, blindTransfer, { Channel: alice.channel.name, Exten: 'there' })).toMatchObject({
      message: 'Transfer invalid',
    });
    expect(await askManager(pbx, atxfer, { Channel: alice.channel.name, Exten: 'there' })).toMatchObject({
      message: 'No attended transfer feature code found',
    });
  });
});

test('each party of a talk finds the other in BRIDGEPEER, as long as it lasts', async () => {
  await using pbx = await open();
  const alice = await caller(pbx, 'alice', 'talk', 500);
  const peers = (): unknown[] =>
    pbx.pbx.channels.list().map(({ name, variables }) => [name, variables.get('BRIDGEPEER')]);
  const bob = pbx.pbx.channels.list().find(({ name }) => name !== alice.channel.name);
  expect(peers()).toEqual([
    [alice.channel.name, bob?.name],
    [bob?.name, alice.channel.name],
  ]);
  bob?.requestHangup();
  await pbx.clock.advance(1);
  expect(alice.channel.variables.get('BRIDGEPEER')).toBeUndefined();
  await pbx.finish(alice);
});
