import { expect, test } from 'vitest';
import { AmiClient } from '../support/ami-client.ts';
import { sine } from '../support/audio.ts';
import { answerAfter, type FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';
import { tonesHeard } from '../support/tones-heard.ts';

const CONFIG = {
  'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=call\nwrite=all\n',
  'features.conf': '[featuremap]\natxfer => *7\natxferabort => *1\n',
  'res_parking.conf': '[default]\nparkext => 700\nparkpos => 701-702\ncontext => parkedcalls\n',
  'extensions.conf': `[default]
include => parkedcalls
exten => talk,1,Dial(Phone/bob,,tT)
exten => carol,1,Dial(Phone/carol)
exten => moved,1,NoOp(\${CHANNEL(name):6:5} moved)
 same => n,Wait(60)
exten => long,1,Answer()
 same => n,ControlPlayback(tune)
 same => n,NoOp(played \${CPLAYBACKSTATUS})
`,
};

/** Alice hums 500 Hz, Bob 800 and Carol 1100; the tune is 1500. */
const TONES = [500, 800, 1100, 1500];

interface Stage extends AsyncDisposable {
  readonly pbx: TestPbx;
  call(exten: string): Promise<FakeCall>;
  called(name: string): FakeCall;
  /** Sends an action; its answer, as `Success: message`. */
  ask(action: string): Promise<string>;
  /** The names of the events since the last look, of those that are wanted. */
  told(...names: string[]): string[];
  heard(...calls: FakeCall[]): Promise<number[][]>;
}

async function stage(): Promise<Stage> {
  const pbx = await openTestPbx({
    noload: ['res_console'],
    technologies: ['Phone'],
    config: CONFIG,
    phones: {
      bob: answerAfter(100, (call) => void call.hum(800)),
      carol: answerAfter(500, (call) => void call.hum(1100)),
    },
  });
  pbx.prompt('tune', sine(1500, 10_000));
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s\nEvents: on');
  await pbx.clock.advance(1);
  client.take();
  const events: string[] = [];
  return {
    pbx,
    async call(exten) {
      const call = pbx.call('alice', exten);
      call.hum(500);
      await pbx.clock.advance(1000);
      return call;
    },
    called(name) {
      const call = pbx.exchange.callsOf(name).at(-1);
      if (!call) throw new Error(`${name} was not called`);
      return call;
    },
    async ask(action) {
      client.send(`${action}\nActionID: mine`);
      await pbx.clock.advance(20);
      const got = client.take();
      events.push(...got);
      const answer = got.find((one) => one.startsWith('Response: ') && one.includes('ActionID: mine')) ?? '';
      return answer
        .split('\n')
        .flatMap((line) => /^(?:Response|Message): (.*)$/.exec(line)?.[1] ?? [])
        .join(': ');
    },
    told(...names) {
      events.push(...client.take());
      return events.splice(0).flatMap((event) => {
        const name = /^Event: (.*)$/m.exec(event)?.[1] ?? '';
        return names.includes(name) ? [name] : [];
      });
    },
    heard: (...calls) => tonesHeard(pbx, TONES, calls),
    [Symbol.asyncDispose]: () => pbx[Symbol.asyncDispose](),
  };
}

test('Redirect takes one out of a bridge, or both', async () => {
  await using office = await stage();
  const { pbx, ask } = office;
  const alice = await office.call('talk');
  expect(await office.heard(alice, office.called('bob'))).toEqual([[800], [500]]);
  const place = 'Context: default\nExten: moved\nPriority: 1';
  expect(await ask(`Action: Redirect\nChannel: ${alice.channel.name}\n${place}`)).toBe('Success: Redirect successful');
  await pbx.clock.advance(100);
  expect(office.called('bob').endedWith).toBe(16);
  expect(alice.endedWith).toBeUndefined();
  const again = await office.call('talk');
  const bob = office.called('bob');
  const both = `Channel: ${again.channel.name}\nExtraChannel: ${bob.channel.name}`;
  expect(await ask(`Action: Redirect\n${both}\n${place}`)).toBe('Success: Dual Redirect successful');
  await pbx.clock.advance(100);
  expect(pbx.log.steps.filter((step) => step.includes('NoOp'))).toEqual([
    'moved@default:1 NoOp(alice moved)',
    'moved@default:1 NoOp(bob-0 moved)',
    'moved@default:1 NoOp(alice moved)',
  ]);
  expect(await office.heard(again, bob)).toEqual([[], []]);
});

test('Atxfer asks a third, CancelAtxfer takes the call back, and hanging up hands it over', async () => {
  await using office = await stage();
  const { pbx, ask } = office;
  const alice = await office.call('talk');
  const bob = office.called('bob');
  const atxfer = `Action: Atxfer\nChannel: ${bob.channel.name}\nExten: carol\nContext: default`;
  expect(await ask(atxfer)).toBe('Success: Atxfer successfully queued');
  await pbx.clock.advance(4000);
  expect(await office.heard(bob, office.called('carol'))).toEqual([[1100], [800]]);
  expect(await ask(`Action: CancelAtxfer\nChannel: ${bob.channel.name}`)).toBe(
    'Success: CancelAtxfer successfully queued',
  );
  await pbx.clock.advance(2000);
  expect(await office.heard(alice, bob)).toEqual([[800], [500]]);
  office.told();
  expect(await ask(atxfer)).toBe('Success: Atxfer successfully queued');
  await pbx.clock.advance(4000);
  bob.hangUp();
  await pbx.clock.advance(500);
  expect(await office.heard(alice, office.called('carol'))).toEqual([[1100], [500]]);
  expect(office.told('AttendedTransfer')).toEqual(['AttendedTransfer']);
});

test('Park puts a call away with music or silence, where its extension fetches it', async () => {
  await using office = await stage();
  const { pbx, ask } = office;
  const alice = await office.call('talk');
  const bob = office.called('bob');
  expect(await ask(`Action: Park\nChannel: ${alice.channel.name}\nTimeout: 60000`)).toBe('Success: Park successful');
  await pbx.clock.advance(1000);
  expect(bob.endedWith).toBe(16);
  expect(alice.endedWith).toBeUndefined();
  const carol = pbx.call('carol', '701');
  carol.hum(1100);
  await pbx.clock.advance(1000);
  expect(await office.heard(alice, carol)).toEqual([[1100], [500]]);
  expect(office.told('ParkedCall', 'UnParkedCall')).toEqual(['ParkedCall', 'UnParkedCall']);
});

test('PlayDTMF sends digits to a phone, or lets the PBX hear them', async () => {
  await using office = await stage();
  const alice = await office.call('talk');
  const bob = office.called('bob');
  expect(await office.ask(`Action: PlayDTMF\nChannel: ${bob.channel.name}\nDigit: 5\nDuration: 200`)).toBe(
    'Success: DTMF successfully queued',
  );
  await office.pbx.clock.advance(500);
  expect([alice.digits, bob.digits]).toEqual(['', '5']);
  expect(await office.ask(`Action: PlayDTMF\nChannel: ${bob.channel.name}\nDigit: 7\nReceive: true`)).toBe(
    'Success: DTMF successfully queued',
  );
  await office.pbx.clock.advance(500);
  expect([alice.digits, bob.digits]).toEqual(['7', '5']);
});

test('MuteAudio silences one direction of a call until it is taken back', async () => {
  await using office = await stage();
  const alice = await office.call('talk');
  const bob = office.called('bob');
  const mute = (state: string): Promise<string> =>
    office.ask(`Action: MuteAudio\nChannel: ${bob.channel.name}\nDirection: in\nState: ${state}`);
  expect(await mute('on')).toBe('Success');
  expect(await office.heard(alice, bob)).toEqual([[], [500]]);
  expect(await mute('off')).toBe('Success');
  expect(await office.heard(alice, bob)).toEqual([[800], [500]]);
});

test('ControlPlayback pauses, goes on and stops what a caller hears', async () => {
  await using office = await stage();
  const alice = await office.call('long');
  const control = (how: string): Promise<string> =>
    office.ask(`Action: ControlPlayback\nChannel: ${alice.channel.name}\nControl: ${how}`);
  expect(await office.heard(alice)).toEqual([[1500]]);
  expect(await control('pause')).toBe('Success');
  expect(await office.heard(alice)).toEqual([[]]);
  expect(await control('pause')).toBe('Success');
  expect(await office.heard(alice)).toEqual([[1500]]);
  expect(await control('stop')).toBe('Success');
  await office.pbx.clock.advance(100);
  expect(office.pbx.log.steps.at(-1)).toMatch(/NoOp\(played REMOTESTOPPED\)$/);
});
