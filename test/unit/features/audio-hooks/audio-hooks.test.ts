import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeText } from '../../../../src/channel/text-inbox.ts';
import { talkBegun, talkEnded } from '../../../../src/features/audio-hooks/talk-topics.ts';
import { amplitudeAt, readSound, type Sound, sine } from '../../../support/audio.ts';
import { answerAfter, type Behaviour, type FakeCall, refuse } from '../../../support/fake-phone.ts';
import { saidValues } from '../../../support/said-values.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const TONE_HZ = 1000;

/** Lets a phone hum into an Echo() behind the given steps, and gives what it hears of itself. */
async function echoed(...steps: string[]): Promise<Sound> {
  const lines = steps.map((step) => ` same => n,${step}`).join('\n');
  const extensions = `[default]\nexten => 1,1,Answer\n${lines}\n same => n,Echo()\n`;
  await using pbx = await openTestPbx({ config: { 'extensions.conf': extensions } });
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1000);
  call.hum(TONE_HZ);
  await pbx.clock.advance(500);
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(1500);
  return call.heard();
}

const level = async (hz: number, ...steps: string[]): Promise<number> => amplitudeAt(await echoed(...steps), hz);

test('VOLUME makes the far end louder or softer, each way by itself', async () => {
  const plain = await level(TONE_HZ);
  expect((await level(TONE_HZ, 'Set(VOLUME(RX)=2)')) / plain).toBeCloseTo(2, 1);
  expect((await level(TONE_HZ, 'Set(VOLUME(TX)=-4)')) / plain).toBeCloseTo(0.25, 1);
  expect((await level(TONE_HZ, 'Set(VOLUME(RX)=2)', 'Set(VOLUME(TX)=-2)')) / plain).toBeCloseTo(1, 1);
  expect((await level(TONE_HZ, 'Set(VOLUME(RX)=9)', 'Set(VOLUME(RX)=0)')) / plain).toBeCloseTo(1, 1);
});

test('PITCH_SHIFT, SCRAMBLE, AGC and FRAME_DROP change what is heard', async () => {
  const plain = await level(TONE_HZ);
  expect(await level(TONE_HZ, 'Set(PITCH_SHIFT(rx)=lowest)')).toBeLessThan(plain / 4);
  expect(await level(3000, 'Set(SCRAMBLE(RX)=)')).toBeGreaterThan(plain / 2);
  expect((await level(TONE_HZ, 'Set(SCRAMBLE()=)')) / plain).toBeCloseTo(1, 1);
  expect((await level(TONE_HZ, 'Set(SCRAMBLE(both)=)', 'Set(SCRAMBLE(remove)=)')) / plain).toBeCloseTo(1, 1);
  expect(Math.abs((await level(TONE_HZ, 'Set(AGC(rx)=2000)')) / ((2000 * Math.PI) / 2) - 1)).toBeLessThan(0.1);
  expect(await level(TONE_HZ, 'Set(FRAME_DROP(RX)=VOICE)')).toBeLessThan(10);
  expect((await level(TONE_HZ, 'Set(FRAME_DROP(RX)=VOICE)', 'Set(FRAME_DROP(RX)=)')) / plain).toBeCloseTo(1, 1);
});

test('FRAME_DROP keeps digits from the dialplan, and from who is called', async () => {
  const extensions = `[default]
exten => 1,1,Answer
 same => n,Set(FRAME_DROP(RX)=DTMF_BEGIN,DTMF_END)
 same => n,Read(FIRST,,1,,,2)
 same => n,Set(FRAME_DROP(RX)=)
 same => n,Read(SECOND,,1,,,2)
 same => n,NoOp(\${FIRST}|\${SECOND})
 same => n,Dial(Phone/bob,,b(drop^1^1))
[drop]
exten => 1,1,Set(FRAME_DROP(TX)=DTMF_BEGIN,DTMF_END)
 same => n,Return()
`;
  await using pbx = await openTestPbx({ config: { 'extensions.conf': extensions }, phones: { bob: answerAfter(100) } });
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1000);
  void call.press('4');
  await pbx.clock.advance(1500);
  void call.press('5');
  await pbx.clock.advance(500);
  expect(pbx.log.steps.filter((step) => step.includes('NoOp'))).toEqual(['1@default:6 NoOp(|5)']);
  const [other] = pbx.exchange.callsOf('bob');
  await pbx.clock.advance(500);
  void call.press('6');
  void other?.press('7');
  await pbx.clock.advance(1000);
  expect([call.digits, other?.digits]).toEqual(['7', '']);
});

/** What a caller is shown, and how Dial() ends, where FRAME_DROP() is set on the caller and on bob before he is called. */
async function dropping(
  own: string,
  bobs: string,
  bob: Behaviour,
): Promise<{ shown: readonly string[]; log: string[] }> {
  const extensions = `[default]
exten => 1,1,Set(FRAME_DROP(TX)=${own})
 same => n,Progress()
 same => n,Dial(Phone/bob,5,b(drop^1^1))
 same => n,NoOp(\${DIALSTATUS} \${HANGUPCAUSE})
[drop]
exten => 1,1,Set(FRAME_DROP(RX)=${bobs})
 same => n,Return()
`;
  await using pbx = await openTestPbx({ config: { 'extensions.conf': extensions }, phones: { bob } });
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1000);
  const { accepted } = call;
  await pbx.finish(call);
  expect(pbx.exchange.callsOf('bob')[0]?.endedWith).toBeDefined();
  return { shown: [...call.indications, ...(accepted ? ['answer'] : [])], log: [...pbx.log.steps] };
}

test('FRAME_DROP keeps what signalling tells from the caller, but never the answer', async () => {
  const answers = answerAfter(100, (call) => call.clock.after(2000, () => call.hangUp()));
  const shown = async (own: string): Promise<string> => (await dropping(own, '', answers)).shown.join(' ');
  expect(await shown('')).toBe('progress ringing answer');
  expect(await shown('RINGING')).toBe('progress answer');
  expect(await shown('VOICE,progress')).toBe('ringing answer');
  expect(await shown('ANSWER')).toBe('progress ringing answer');
  expect(await shown('CONTROL')).toBe('answer');
});

test('FRAME_DROP keeps what a called phone says from Dial, which goes on until its time is over', async () => {
  const ended = async (bobs: string, bob: Behaviour): Promise<string | undefined> =>
    (await dropping('', bobs, bob)).log.find((step) => step.includes('NoOp'));
  expect(await ended('', refuse('busy'))).toContain('NoOp(BUSY 17)');
  expect(await ended('BUSY', refuse('busy'))).toContain('NoOp(NOANSWER 0)');
  expect(await ended('CONGESTION', refuse('congestion'))).toContain('NoOp(NOANSWER 0)');
  expect(await ended('ANSWER', answerAfter(100))).toContain('NoOp(NOANSWER 0)');
});

test('FRAME_DROP keeps a hold from whom it would have played music to', async () => {
  const held = async (own: string): Promise<readonly string[]> => {
    const extensions = `[default]\nexten => 1,1,Set(FRAME_DROP(RX)=${own})\n same => n,Dial(Phone/bob)\n`;
    await using pbx = await openTestPbx({
      config: { 'extensions.conf': extensions },
      phones: { bob: answerAfter(100) },
    });
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(1000);
    call.hold(true);
    await pbx.clock.advance(1000);
    call.hold(false);
    return pbx.exchange.callsOf('bob')[0]?.indications ?? [];
  };
  expect(await held('')).toEqual(['hold', 'unhold']);
  expect(await held('HOLD')).toEqual(['unhold']);
  expect(await held('CONTROL')).toEqual([]);
});

test('FRAME_DROP keeps texts from passing, either way', async () => {
  const passed = async (own: string): Promise<readonly string[]> => {
    const extensions = `[default]\nexten => 1,1,Set(FRAME_DROP(${own})=TEXT)\n same => n,Dial(Phone/bob)\n`;
    await using pbx = await openTestPbx({
      config: { 'extensions.conf': extensions },
      phones: { bob: answerAfter(100) },
    });
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(1000);
    const bobs = pbx.exchange.callsOf('bob')[0];
    takeText(call.channel, 'to bob');
    if (bobs) takeText(bobs.channel, 'to alice');
    return [...(bobs?.texts ?? []), ...call.texts];
  };
  expect(await passed('RX')).toEqual(['to alice']);
  expect(await passed('TX')).toEqual(['to bob']);
});

test('JITTERBUFFER passes the sound on, fixed, adaptive, and taken away', async () => {
  const plain = await level(TONE_HZ);
  for (const set of ['(fixed)=100', '(adaptive)=default', '(fixed)=default,,,yes'])
    expect((await level(TONE_HZ, `Set(JITTERBUFFER${set})`)) / plain).toBeCloseTo(1, 1);
  expect((await level(TONE_HZ, 'Set(JITTERBUFFER(fixed)=)', 'Set(JITTERBUFFER(disabled)=)')) / plain).toBeCloseTo(1, 1);
});

test('what is set is read back, and what is wrong is told as a real Asterisk tells it', async () => {
  const { values, log } = await saidValues([
    'NoOp(${VOLUME(TX)}|${VOLUME(ZZ)})',
    'Set(VOLUME(TX)=3)',
    'Set(VOLUME(RX)=-4)',
    'NoOp(${VOLUME(TX)}|${VOLUME(RX)}|${VOLUME(tx)})',
    'Set(VOLUME(ZZ)=3)',
    'Set(AGC(rx)=8000)',
    'NoOp(${AGC(rx)}|${AGC(tx)}|${AGC(zz)})',
    'Set(AGC(rx)=off)',
    'Set(AGC(zz)=8000)',
    'Set(AGC(rx)=99999)',
    'NoOp(${AGC(rx)})',
    'Set(DENOISE(rx)=on)',
    'NoOp(${DENOISE(rx)}|${DENOISE(tx)})',
    'Set(DENOISE(zz)=on)',
    'Set(PITCH_SHIFT(rx)=9)',
    'Set(PITCH_SHIFT(zz)=1)',
    'Set(FRAME_DROP(ZZ)=VOICE)',
    'Set(FRAME_DROP(TX)=VIDEO,nosuch)',
    'Set(SCRAMBLE(zz)=)',
  ]);
  expect(values).toEqual(['|', '3.000000|-4.000000|3.000000', '8000.0|0.0|', '32768.0', '1|0']);
  expect(log.of('error')).toEqual([
    'Direction must be either RX or TX',
    'AGC(zz) must either "tx" or "rx"',
    'Invalid argument provided to the AGC function',
    'Invalid argument provided to the DENOISE function',
    'Invalid argument provided to the PITCH_SHIFT function',
    'Invalid argument provided to the PITCH_SHIFT function',
    "Invalid direction 'ZZ': it is TX or RX",
    "Direction 'zz' is neither TX, RX nor both",
  ]);
  expect(log.of('warning').map((line) => line.replace(/ \[s@.*/, ''))).toEqual([
    'AGC(rx)=99999.0 is greater than 32768... setting to 32768 instead',
    "FRAME_DROP() knows nothing of the name 'NOSUCH'",
  ]);
});

test('with the option p the far end turns its volume with * and #', async () => {
  const extensions =
    '[default]\nexten => 1,1,Answer\n same => n,Set(VOLUME(TX,p)=1)\n same => n,Wait(3)\n same => n,NoOp(${VOLUME(TX)}|${VOLUME(RX)})\n';
  await using pbx = await openTestPbx({ config: { 'extensions.conf': extensions } });
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1000);
  void call.press('**#*');
  await pbx.finish(call);
  expect(pbx.log.steps.at(-1)).toBe('1@default:4 NoOp(3.000000|2.000000)');
});

test('TALK_DETECT tells when somebody talks and how long', async () => {
  const { open, events, talk } = talkBench();
  await using pbx = await open('Set(TALK_DETECT(set)=1000,200)');
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1000);
  const hum = call.hum(TONE_HZ);
  await pbx.clock.advance(700);
  expect(events).toEqual(['begun']);
  hum?.stop();
  await pbx.clock.advance(800);
  expect(events).toEqual(['begun']);
  await pbx.clock.advance(1000);
  expect(events).toEqual(['begun', 'ended']);
  expect(talk.durationMs).toBeGreaterThan(600);
  expect(talk.durationMs).toBeLessThan(900);
});

test('TALK_DETECT tells what is wrong with it', async () => {
  const { log } = await saidValues([
    'Set(TALK_DETECT(remove)=)',
    'Set(TALK_DETECT(zz)=)',
    'Set(TALK_DETECT(set)=x,y)',
    'Set(TALK_DETECT(set)=)',
    'Set(TALK_DETECT(remove)=)',
    'Set(HOLD_INTERCEPT(set)=)',
    'Set(HOLD_INTERCEPT(set)=)',
    'Set(HOLD_INTERCEPT(remove)=)',
    'Set(HOLD_INTERCEPT(remove)=)',
    'Set(HOLD_INTERCEPT(zz)=)',
  ]);
  const channel = /Phone\/phone-[0-9a-f]+/;
  const told = log.of('warning').filter((line) => !line.startsWith('warning['));
  expect(told.map((line) => line.replace(/ \[s@.*/, '').replace(channel, 'CHANNEL'))).toEqual([
    'Cannot remove TALK_DETECT from CHANNEL: TALK_DETECT not currently enabled',
    'TALK_DETECT: unknown option zz',
    'Failed to parse x for dsp_silence_threshold',
    "HOLD_INTERCEPT already set on 'CHANNEL'",
    'Cannot remove HOLD_INTERCEPT from CHANNEL: HOLD_INTERCEPT not currently enabled',
    'HOLD_INTERCEPT: unknown option zz',
  ]);
});

test('PERIODIC_HOOK plays into the call again and again, until it is turned off', async () => {
  const extensions = `[default]
exten => 1,1,Answer
 same => n,Set(ID=\${PERIODIC_HOOK(hooks,beep,5)})
 same => n,Wait(12)
 same => n,Set(PERIODIC_HOOK(\${ID})=off)
 same => n,Wait(10)
 same => n,Set(PERIODIC_HOOK(99)=off)
 same => n,Set(PERIODIC_HOOK(\${ID})=zz)
 same => n,NoOp(\${PERIODIC_HOOK(hooks,beep)}.)
[hooks]
exten => beep,1,NoOp(\${HOOK_ID} \${HOOK_CHANNEL} \${EPOCH})
 same => n,Answer
 same => n,Playback(beep)
`;
  await using pbx = await openTestPbx({ config: { 'extensions.conf': extensions } });
  pbx.prompt('beep', sine(TONE_HZ, 1000));
  const begin = pbx.clock.now() / 1000;
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(500);
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.finish(call, 60_000);
  const { name } = call.channel;
  expect(pbx.log.steps.filter((step) => step.startsWith('beep@hooks:1'))).toEqual([
    `beep@hooks:1 NoOp(0 ${name} ${begin + 5})`,
    `beep@hooks:1 NoOp(0 ${name} ${begin + 10})`,
  ]);
  expect(amplitudeAt(readSound(join(pbx.folder, 'heard.wav')), TONE_HZ)).toBeGreaterThan(300);
  expect(pbx.log.has("Hook with ID '99' not found on channel")).toBe(true);
  expect(pbx.log.has("Invalid value for PERIODIC_HOOK function: 'zz'")).toBe(true);
});

test('HOLD_INTERCEPT keeps a hold from the other side of a call', async () => {
  const held = async (more: string): Promise<readonly string[]> => {
    const extensions = `[default]\nexten => 1,1,${more}\n same => n,Dial(Phone/bob)\n`;
    await using pbx = await openTestPbx({
      config: { 'extensions.conf': extensions },
      phones: { bob: (call: FakeCall) => call.pickUp() },
    });
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(1000);
    call.hold(true);
    await pbx.clock.advance(1000);
    return pbx.exchange.callsOf('bob')[0]?.indications.map(String) ?? [];
  };
  expect(await held('NoOp()')).toContain('hold');
  expect(await held('Set(HOLD_INTERCEPT(set)=)')).not.toContain('hold');
});

interface TalkBench {
  readonly events: string[];
  readonly talk: { durationMs: number };
  open(step: string): Promise<TestPbx>;
}

function talkBench(): TalkBench {
  const events: string[] = [];
  const talk = { durationMs: 0 };
  return {
    events,
    talk,
    async open(step) {
      const extensions = `[default]\nexten => 1,1,Answer\n same => n,${step}\n same => n,Wait(60)\n`;
      const pbx = await openTestPbx({ config: { 'extensions.conf': extensions } });
      pbx.pbx.bus.on(talkBegun, () => void events.push('begun'));
      pbx.pbx.bus.on(talkEnded, ({ durationMs }) => {
        events.push('ended');
        talk.durationMs = durationMs;
      });
      return pbx;
    },
  };
}
