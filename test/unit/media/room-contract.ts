import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CodecName, MediaEngine, MediaLeg, MediaRoom, Recording, RtpLeg } from '../../../src/media/facade.ts';
import { amplitudeAt, loudness, purity, readSound, sine, wavBytes } from '../../support/audio.ts';

/** What the contract of engines lends to that of rooms. */
export interface RoomRig {
  engine(): MediaEngine;
  until<T>(promise: Promise<T>): Promise<T>;
  /** A leg of the engine under test and a phone, connected. */
  call(codec?: CodecName): { leg: RtpLeg; phone: RtpLeg };
  openPipe(): [MediaLeg, MediaLeg];
  recorder(leg: Pick<MediaLeg, 'record'>, file: string, maxMs: number): Recording;
  soundFile(file: string, bytes: Uint8Array): string;
  dir(): string;
}

/** What every room does, whatever moves its packets. */
export function describeRooms(rig: RoomRig): void {
  const speak = (leg: MediaLeg, frequencyHz: number, lengthMs = 1500): void => {
    const path = rig.soundFile(`${frequencyHz}.wav`, wavBytes(sine(frequencyHz, lengthMs)));
    leg.play([{ kind: 'file', path }]);
  };
  const heardBy = async (legs: readonly Pick<MediaLeg, 'record'>[], lengthMs: number) => {
    const recordings = legs.map((leg, index) => rig.recorder(leg, `heard-${index}.wav`, lengthMs));
    await rig.until(Promise.all(recordings.map(({ done }) => done)));
    return legs.map((_, index) => readSound(join(rig.dir(), `heard-${index}.wav`)));
  };
  const silence = (leg: MediaLeg, durationMs: number) => rig.until(leg.play([{ kind: 'silence', durationMs }]).done);

  test('in a room each hears all the others and never itself', async () => {
    const room = rig.engine().openRoom();
    const calls = (['ulaw', 'alaw', 'slin', 'g722'] as const).map((codec) => rig.call(codec));
    for (const { leg } of calls) room.join(leg);
    const tones = [500, 800, 1100, 1400];
    for (const [index, { phone }] of calls.entries()) speak(phone, tones[index] ?? 0);
    const heard = await heardBy(
      calls.map(({ phone }) => phone),
      1000,
    );
    heard.forEach((sound, index) => {
      const others = tones.filter((_, at) => at !== index);
      expect(purity(sound, others, 400, 500)).toBeGreaterThan(CLEAN);
      for (const tone of others) expect(amplitudeAt(sound, tone, 400, 500)).toBeGreaterThan(3000);
      expect(amplitudeAt(sound, tones[index] ?? 0, 400, 500)).toBeLessThan(200);
    });
    room.close();
    expect(loudness((await heardBy([calls[0]?.phone ?? nobody], 400))[0] ?? silent, 200)).toBe(0);
  });

  test('an ear hears one side of a leg and a whisper reaches only its far end', async () => {
    const [one, two] = [rig.call('ulaw'), rig.call('alaw')];
    rig.engine().bridge(one.leg, two.leg);
    const ears = (['from', 'to'] as const).map((side) => rig.engine().openEar(one.leg, side));
    const whisper = rig.engine().openWhisper(one.leg);
    speak(one.phone, 500);
    speak(two.phone, 800);
    speak(whisper, 1100);
    const [from = silent, to = silent, atOne = silent, atTwo = silent] = await heardBy(
      [...ears, one.phone, two.phone],
      1000,
    );
    const tones = [500, 800, 1100];
    const heard = (sound: { rate: number; samples: Int16Array }) =>
      tones.filter((tone) => amplitudeAt(sound, tone, 400, 500) > 3000);
    expect([from, to, atOne, atTwo].map(heard)).toEqual([[500], [800], [800, 1100], [500]]);
    for (const leg of [...ears, whisper]) leg.close();
    const [after = silent] = await heardBy([one.phone], 600);
    expect(amplitudeAt(after, 1100, 200, 300)).toBeLessThan(200);
  });

  test('a whisper is heard where nothing else is said, and a recording leaves out what is said while it is paused', async () => {
    const { leg, phone } = rig.call();
    const whisper = rig.engine().openWhisper(leg);
    speak(whisper, 900, 1200);
    const recording = phone.record({
      path: join(rig.dir(), 'paused.wav'),
      format: 'wav',
      append: false,
      keepSilence: true,
    });
    await silence(phone, 400);
    recording.pause(true);
    await silence(phone, 1600);
    recording.pause(false);
    speak(whisper, 600, 800);
    await silence(phone, 400);
    recording.stop();
    await rig.until(recording.done);
    const sound = readSound(join(rig.dir(), 'paused.wav'));
    expect(sound.samples.length / 8).toBeLessThan(1200);
    expect(amplitudeAt(sound, 900, 150, 200)).toBeGreaterThan(3000);
    expect(amplitudeAt(sound, 600, sound.samples.length / 8 - 200, 150)).toBeGreaterThan(3000);
  });

  test('ends of pipes take part', async () => {
    const room = rig.engine().openRoom();
    const { leg, phone } = rig.call();
    const [near, far] = rig.openPipe();
    room.join(leg);
    room.join(near);
    speak(phone, 700);
    speak(far, 1300);
    const [atPhone = silent, atFar = silent] = await heardBy([phone, far], 800);
    expect(purity(atPhone, [1300], 300, 400)).toBeGreaterThan(CLEAN);
    expect(purity(atFar, [700], 300, 400)).toBeGreaterThan(CLEAN);
    room.close();
  });

  test('a member may only listen, or only talk, and be louder or softer', async () => {
    const room = rig.engine().openRoom();
    const [a, b, c] = [rig.call(), rig.call(), rig.call()];
    const first = room.join(a.leg);
    room.join(b.leg, { talk: false });
    room.join(c.leg, { listen: false });
    speak(a.phone, 500, 3000);
    speak(b.phone, 800, 3000);
    speak(c.phone, 1100, 3000);
    const [atA = silent, atB = silent, atC = silent] = await heardBy([a.phone, b.phone, c.phone], 800);
    expect(purity(atA, [1100], 300, 400)).toBeGreaterThan(CLEAN);
    expect(purity(atB, [500, 1100], 300, 400)).toBeGreaterThan(CLEAN);
    expect(loudness(atC, 200)).toBe(0);
    const before = amplitudeAt(atB, 500, 300, 400);
    first.update({ talkGainDb: -12, listenGainDb: -6 });
    const [quieterA = silent, quieterB = silent] = await heardBy([a.phone, b.phone], 800);
    expect(amplitudeAt(quieterB, 500, 300, 400) / before).toBeCloseTo(0.25, 1);
    expect(amplitudeAt(quieterA, 1100, 300, 400) / before).toBeCloseTo(0.5, 1);
    first.leave();
    const [alone = silent] = await heardBy([a.phone], 400);
    expect(loudness(alone, 200)).toBe(0);
    room.close();
  });

  test('what is played into the room is heard by all beside what they say, one thing after another', async () => {
    const room = rig.engine().openRoom();
    const [a, b] = [rig.call(), rig.call()];
    room.join(a.leg);
    room.join(b.leg);
    speak(a.phone, 500);
    const one = rig.soundFile('announce-1.wav', wavBytes(sine(900, 400)));
    const two = rig.soundFile('announce-2.wav', wavBytes(sine(1700, 400)));
    const first = room.play([{ kind: 'file', path: one }]);
    const second = room.play([{ kind: 'file', path: two }]);
    const [atA = silent, atB = silent] = await heardBy([a.phone, b.phone], 900);
    expect((await first.done).reason).toBe('finished');
    expect((await rig.until(second.done)).reason).toBe('finished');
    expect(purity(atA, [900], 150, 200)).toBeGreaterThan(CLEAN);
    expect(purity(atA, [1700], 550, 200)).toBeGreaterThan(CLEAN);
    expect(purity(atB, [500, 900], 150, 200)).toBeGreaterThan(CLEAN);
    room.close();
  });

  test('what is played to one member replaces the room for it alone', async () => {
    const room = rig.engine().openRoom();
    const [a, b, c] = [rig.call(), rig.call(), rig.call()];
    for (const { leg } of [a, b, c]) room.join(leg);
    speak(a.phone, 500);
    speak(b.leg, 1900, 500);
    const [atB = silent, atC = silent] = await heardBy([b.phone, c.phone], 1000);
    expect(purity(atB, [1900], 150, 250)).toBeGreaterThan(CLEAN);
    expect(purity(atB, [500], 700, 200)).toBeGreaterThan(CLEAN);
    expect(purity(atC, [500], 200, 700)).toBeGreaterThan(CLEAN);
    room.close();
  });

  test('a room is recorded as a whole, and what is closed says so', async () => {
    const room = rig.engine().openRoom();
    const [a, b] = [rig.call(), rig.call()];
    room.join(a.leg);
    room.join(b.leg);
    const recording = rig.recorder(room, 'room.wav', 600);
    speak(a.phone, 500);
    speak(b.phone, 1100);
    expect(await rig.until(recording.done)).toEqual({ reason: 'limit', durationMs: 600 });
    expect(purity(readSound(join(rig.dir(), 'room.wav')), [500, 1100], 200, 300)).toBeGreaterThan(CLEAN);
    const cut = rig.recorder(room, 'cut.wav', 60_000);
    const playing = room.play([{ kind: 'silence', durationMs: 60_000 }]);
    room.close();
    expect((await rig.until(cut.done)).reason).toBe('closed');
    expect((await rig.until(playing.done)).reason).toBe('closed');
    expect((await rig.until(late(room).done)).reason).toBe('closed');
  });

  test('digits stay with their owner', async () => {
    const room = rig.engine().openRoom();
    const [a, b] = [rig.call(), rig.call()];
    room.join(a.leg);
    room.join(b.leg);
    const heard: string[] = [];
    const note = (who: string, leg: MediaLeg): void => {
      leg.listener = { onDigit: ({ digit, phase }) => phase === 'end' && heard.push(`${who} ${digit}`) };
    };
    note('owner', a.leg);
    note('other', b.phone);
    a.phone.sendDigit('4', 100);
    await silence(b.leg, 400);
    expect(heard).toEqual(['owner 4']);
    room.close();
  });

  test('a silent room sends a sign of life and nothing more', async () => {
    const room = rig.engine().openRoom();
    const { leg, phone } = rig.call();
    const other = rig.call();
    room.join(leg);
    room.join(other.leg);
    await silence(other.phone, 5000);
    const { packetsReceived } = await rig.until(phone.statistics());
    expect(packetsReceived).toBeGreaterThan(10);
    expect(packetsReceived).toBeLessThan(30);
    room.close();
  });

  test('music goes round and goes on where it was', async () => {
    const { leg, phone } = rig.call();
    const items = [600, 1200].map((frequencyHz) => ({
      kind: 'file' as const,
      path: rig.soundFile(`music-${frequencyHz}.wav`, wavBytes(sine(frequencyHz, 300))),
    }));
    const music = leg.play(items, { loop: true, from: { item: 1, offsetMs: 100 } });
    const [sound = silent] = await heardBy([phone], 900);
    music.stop();
    const end = await rig.until(music.done);
    expect(purity(sound, [1200], 30, 140)).toBeGreaterThan(0.95);
    expect(purity(sound, [600], 260, 200)).toBeGreaterThan(0.95);
    expect(purity(sound, [1200], 560, 200)).toBeGreaterThan(0.95);
    expect(end).toMatchObject({ reason: 'stopped', at: { item: 0 } });
    const broken = leg.play([{ kind: 'file', path: join(rig.dir(), 'gone.wav') }], { loop: true });
    expect((await rig.until(broken.done)).reason).toBe('failed');
    const partly = leg.play([{ kind: 'file', path: join(rig.dir(), 'gone.wav') }, ...items], { loop: true });
    await rig.until(phone.play([{ kind: 'silence', durationMs: 200 }]).done);
    partly.stop();
    expect(await rig.until(partly.done)).toMatchObject({ reason: 'stopped', at: { item: 1 } });
  });
}

/** On real sockets and a busy machine a packet may come too late. */
const CLEAN = 0.9;
const silent = { rate: 8000, samples: new Int16Array(0) };

/** Stands for a phone that is not there. */
const nobody: Pick<MediaLeg, 'record'> = {
  record() {
    throw new Error('nobody');
  },
};

function late(room: MediaRoom): { done: Promise<{ reason: string }> } {
  return room.play([{ kind: 'silence', durationMs: 10 }]);
}
