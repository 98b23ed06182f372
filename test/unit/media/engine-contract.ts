import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type {
  CodecName,
  DigitEvent,
  MediaEngine,
  MediaLeg,
  RtpLeg,
  RtpRemote,
  WatchedPacket,
} from '../../../src/media/facade.ts';
import { openMediaEngine } from '../../../src/media/worker/open-engine.ts';
import { amplitudeAt, findPrompt, loudness, purity, readSound, sine, sweep, wavBytes } from '../../support/audio.ts';
import { describeRooms } from './room-contract.ts';

/** Two engines that can reach each other: the one under test and the phones' own. */
export interface Rig {
  readonly engine: MediaEngine;
  readonly phones: MediaEngine;
  /** Lets time pass until the promise is settled. */
  until<T>(promise: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const PAYLOAD_TYPES: { readonly [name in CodecName]: number } = { ulaw: 0, alaw: 8, gsm: 3, g722: 9, slin: 118 };

/** What every media engine does, whatever moves its packets. */
export function describeEngine(name: string, openRig: () => Promise<Rig>): void {
  describe(name, () => {
    let rig: Rig;
    let dir: string;

    let legs: MediaLeg[] = [];

    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), 'media-'));
      rig = await openRig();
    });

    afterEach(() => {
      for (const leg of legs) leg.close();
      legs = [];
    });

    afterAll(async () => {
      await rig.close();
      rmSync(dir, { recursive: true, force: true });
    });

    const open = (engine: MediaEngine, timeoutMs = 0): RtpLeg => {
      const leg = engine.openRtpLeg({ address: '127.0.0.1', timeoutMs });
      if (!leg) throw new Error('no port');
      legs.push(leg);
      return leg;
    };

    const openPipe = (): [MediaLeg, MediaLeg] => {
      const ends = rig.engine.openPipe();
      legs.push(...ends);
      return ends;
    };

    const remote = (leg: RtpLeg, parts: Partial<RtpRemote> = {}, codec: CodecName = 'ulaw'): RtpRemote => ({
      address: '127.0.0.1',
      port: leg.localPort,
      codecs: [{ name: codec, payloadType: PAYLOAD_TYPES[codec] }],
      digitPayloadType: 101,
      digits: 'rfc4733',
      direction: 'sendrecv',
      symmetric: false,
      ...parts,
    });

    /** A leg of the engine under test and a phone, connected. */
    const call = (codec: CodecName = 'ulaw', parts: Partial<RtpRemote> = {}): { leg: RtpLeg; phone: RtpLeg } => {
      const leg = open(rig.engine);
      const phone = open(rig.phones);
      leg.setRemote(remote(phone, parts, codec));
      phone.setRemote(remote(leg, parts, codec));
      return { leg, phone };
    };

    const soundFile = (file: string, bytes: Uint8Array): string => {
      const path = join(dir, file);
      writeFileSync(path, bytes);
      return path;
    };

    const recorder = (leg: { record: RtpLeg['record'] }, file: string, maxMs: number) =>
      leg.record({ path: join(dir, file), format: 'wav', maxMs, append: false, keepSilence: true });

    const digitsOf = (leg: { listener: RtpLeg['listener'] }, count: number): Promise<DigitEvent[]> =>
      new Promise((resolve) => {
        const heard: DigitEvent[] = [];
        leg.listener = {
          onDigit: (event) => {
            heard.push(event);
            if (heard.length === count) resolve(heard);
          },
        };
      });

    describeRooms({
      engine: () => rig.engine,
      until: (promise) => rig.until(promise),
      call: (codec) => call(codec),
      openPipe,
      recorder,
      soundFile,
      dir: () => dir,
    });

    test('ports are even, differ, and come without waiting', () => {
      const a = open(rig.engine);
      const b = open(rig.engine);
      expect([a.localPort % 2, b.localPort % 2]).toEqual([0, 0]);
      expect(a.localPort).not.toBe(b.localPort);
    });

    test('a file that is played is what the phone hears', async () => {
      const { leg, phone } = call();
      const prompt = sweep(800);
      const path = soundFile('prompt.wav', wavBytes(prompt));
      const recording = recorder(phone, 'heard.wav', 1100);
      const playing = leg.play([{ kind: 'file', path }]);
      expect(await rig.until(playing.done)).toEqual({ reason: 'finished', playedMs: 800 });
      expect(await rig.until(recording.done)).toEqual({ reason: 'limit', durationMs: 1100 });
      const match = findPrompt(readSound(join(dir, 'heard.wav')), prompt);
      expect(match.correlation).toBeGreaterThan(0.99);
    });

    test('several items follow one another', async () => {
      const { leg, phone } = call('alaw');
      const path = soundFile('one.wav', wavBytes(sine(1000, 200)));
      const recording = recorder(phone, 'heard.wav', 700);
      const tone = { frequency1Hz: 440, frequency2Hz: 0, modulate: false, durationMs: 200, once: false };
      const playing = leg.play([
        { kind: 'file', path },
        { kind: 'silence', durationMs: 100 },
        { kind: 'tone', tone: [tone], loop: false },
      ]);
      expect(await rig.until(playing.done)).toEqual({ reason: 'finished', playedMs: 500 });
      await rig.until(recording.done);
      const heard = readSound(join(dir, 'heard.wav'));
      const start = findPrompt(heard, sine(1000, 200)).offsetMs;
      expect(amplitudeAt(heard, 1000, start + 20, 160)).toBeGreaterThan(6000);
      expect(loudness(heard, start + 210, 80)).toBeLessThan(20);
      expect(purity(heard, [440], start + 310, 180)).toBeGreaterThan(0.98);
    });

    test('a missing file is a failed end that names it', async () => {
      const { leg } = call();
      const path = join(dir, 'nothing.wav');
      const end = await rig.until(leg.play([{ kind: 'file', path }]).done);
      expect(end).toEqual({ reason: 'failed', playedMs: 0, path, message: 'no such file' });
    });

    test('stopping, replacing and closing each end a playing with their reason', async () => {
      const { leg } = call();
      const endless = { kind: 'silence', durationMs: 1e9 } as const;
      const first = leg.play([endless]);
      const second = leg.play([endless]);
      expect((await rig.until(first.done)).reason).toBe('stopped');
      second.stop();
      expect((await rig.until(second.done)).reason).toBe('stopped');
      const third = leg.play([endless]);
      leg.close();
      expect((await rig.until(third.done)).reason).toBe('closed');
      expect((await rig.until(leg.play([endless]).done)).reason).toBe('closed');
    });

    test('echo sends back what is heard', async () => {
      const { leg, phone } = call();
      leg.echo(true);
      const prompt = sweep(600);
      const recording = recorder(phone, 'heard.wav', 900);
      phone.play([{ kind: 'file', path: soundFile('prompt.wav', wavBytes(prompt)) }]);
      await rig.until(recording.done);
      expect(findPrompt(readSound(join(dir, 'heard.wav')), prompt).correlation).toBeGreaterThan(0.99);
    });

    test.each([
      ['ulaw', 'ulaw'] as const,
      ['ulaw', 'alaw'] as const,
      ['alaw', 'slin'] as const,
      ['gsm', 'ulaw'] as const,
      ['g722', 'alaw'] as const,
    ])('a bridge joins %s and %s, both ways and nothing else', async (codecA, codecB) => {
      const a = call(codecA);
      const b = call(codecB);
      rig.engine.bridge(a.leg, b.leg);
      a.phone.play([{ kind: 'file', path: soundFile('a.wav', wavBytes(sine(600, 900))) }]);
      b.phone.play([{ kind: 'file', path: soundFile('b.wav', wavBytes(sine(1100, 900))) }]);
      const recordings = [recorder(a.phone, 'at-a.wav', 600), recorder(b.phone, 'at-b.wav', 600)];
      await rig.until(Promise.all(recordings.map((recording) => recording.done)));
      const clean = codecA === 'gsm' ? 0.9 : 0.98;
      expect(purity(readSound(join(dir, 'at-a.wav')), [1100], 200, 400)).toBeGreaterThan(clean);
      expect(purity(readSound(join(dir, 'at-b.wav')), [600], 200, 400)).toBeGreaterThan(clean);
    });

    test('a closed bridge is silent', async () => {
      const a = call();
      const b = call();
      const bridge = rig.engine.bridge(a.leg, b.leg);
      bridge.close();
      a.phone.play([{ kind: 'file', path: soundFile('a.wav', wavBytes(sine(600, 500))) }]);
      await rig.until(recorder(b.phone, 'at-b.wav', 400).done);
      expect(loudness(readSound(join(dir, 'at-b.wav')))).toBe(0);
    });

    test('a pipe carries audio and digits from one end to the other, and on over a bridge', async () => {
      const { leg, phone } = call();
      const [near, far] = openPipe();
      rig.engine.bridge(leg, near);
      const prompt = sweep(600);
      const recording = recorder(phone, 'heard.wav', 900);
      far.play([{ kind: 'file', path: soundFile('prompt.wav', wavBytes(prompt)) }]);
      await rig.until(recording.done);
      expect(findPrompt(readSound(join(dir, 'heard.wav')), prompt).correlation).toBeGreaterThan(0.98);
      const digits = digitsOf(far, 2);
      phone.sendDigit('7', 100);
      const [begin, end] = await rig.until(digits);
      expect(begin).toEqual({ digit: '7', phase: 'begin', durationMs: 0 });
      expect(end).toMatchObject({ digit: '7', phase: 'end' });
      const back = recorder(far, 'far.wav', 500);
      phone.play([{ kind: 'file', path: soundFile('sine.wav', wavBytes(sine(800, 600))) }]);
      await rig.until(back.done);
      expect(purity(readSound(join(dir, 'far.wav')), [800], 200, 300)).toBeGreaterThan(0.98);
    });

    test('two ends of a pipe that both echo do not hang', async () => {
      const [near, far] = openPipe();
      near.echo(true);
      far.echo(true);
      const end = await rig.until(near.play([{ kind: 'silence', durationMs: 100 }]).done);
      expect(end.reason).toBe('finished');
    });

    test('digits arrive in order, each once, with their lengths', async () => {
      const { leg, phone } = call();
      const digits = digitsOf(leg, 8);
      for (const digit of ['1', '#', 'D', '1']) phone.sendDigit(digit, 120);
      const heard = await rig.until(digits);
      expect(heard.filter(({ phase }) => phase === 'end').map(({ digit }) => digit)).toEqual(['1', '#', 'D', '1']);
      for (const { phase, durationMs } of heard) expect(durationMs).toBe(phase === 'end' ? 120 : 0);
    });

    test('digits pass a bridge unless it holds them back', async () => {
      const a = call();
      const b = call();
      const open = rig.engine.bridge(a.leg, b.leg);
      const passed = digitsOf(b.phone, 2);
      a.phone.sendDigit('5', 160);
      const [, end] = await rig.until(passed);
      expect(end).toMatchObject({ digit: '5', phase: 'end' });
      expect(end?.durationMs).toBeGreaterThanOrEqual(160);
      expect(end?.durationMs).toBeLessThanOrEqual(200);
      open.close();
      rig.engine.bridge(a.leg, b.leg, { passDigits: false });
      const heldBack = digitsOf(b.phone, 1).then(() => 'passed');
      const heard = digitsOf(a.leg, 2);
      a.phone.sendDigit('6', 100);
      expect((await rig.until(heard))[1]?.digit).toBe('6');
      const later = rig.until(b.leg.play([{ kind: 'silence', durationMs: 200 }]).done).then(() => 'held back');
      expect(await Promise.race([heldBack, later])).toBe('held back');
    });

    test('in-band digits are heard, and pass a bridge as events', async () => {
      const a = call('alaw', { digits: 'inband' });
      const b = call();
      rig.engine.bridge(a.leg, b.leg);
      const here = digitsOf(a.leg, 4);
      const there = digitsOf(b.phone, 4);
      for (const digit of ['9', '#']) a.phone.sendDigit(digit, 120);
      const text = (events: DigitEvent[]): string => events.map(({ digit, phase }) => `${digit} ${phase}`).join();
      expect(text(await rig.until(here))).toBe('9 begin,9 end,# begin,# end');
      expect(text(await rig.until(there))).toBe('9 begin,9 end,# begin,# end');
    });

    test('playing to a bridged leg interrupts what it hears', async () => {
      const a = call();
      const b = call();
      rig.engine.bridge(a.leg, b.leg);
      a.phone.play([{ kind: 'file', path: soundFile('a.wav', wavBytes(sine(600, 900))) }]);
      const recording = recorder(b.phone, 'at-b.wav', 800);
      b.leg.play([{ kind: 'file', path: soundFile('b.wav', wavBytes(sine(1500, 400))) }]);
      await rig.until(recording.done);
      const heard = readSound(join(dir, 'at-b.wav'));
      expect(purity(heard, [1500], 100, 250)).toBeGreaterThan(0.98);
      expect(purity(heard, [600], 500, 250)).toBeGreaterThan(0.98);
    });

    test('a recording ends on silence, or when it is stopped, trimmed', async () => {
      const { leg, phone } = call();
      const options = { format: 'wav', append: false, keepSilence: false } as const;
      const quiet = leg.record({ ...options, path: join(dir, 'quiet.wav'), silenceMs: 400 });
      phone.play([{ kind: 'file', path: soundFile('a.wav', wavBytes(sine(600, 500))) }]);
      const end = await rig.until(quiet.done);
      expect(end.reason).toBe('silence');
      expect(end.durationMs).toBeGreaterThanOrEqual(880);
      expect(end.durationMs).toBeLessThan(1200);
      const stopped = leg.record({ ...options, path: join(dir, 'stopped.wav') });
      await rig.until(phone.play([{ kind: 'file', path: join(dir, 'a.wav') }]).done);
      stopped.stop(200);
      const last = await rig.until(stopped.done);
      expect(last.reason).toBe('stopped');
      expect(last.durationMs).toBeGreaterThan(200);
      expect(last.durationMs).toBeLessThan(400);
      expect(readSound(join(dir, 'stopped.wav')).samples.length / 8).toBeCloseTo(last.durationMs, -2);
    });

    test('a recording that cannot be written fails and says where', async () => {
      const { leg } = call();
      const path = join(dir, 'no', 'such', 'folder.wav');
      const end = await rig.until(leg.record({ path, format: 'wav', append: false, keepSilence: true }).done);
      expect(end.reason).toBe('failed');
      expect(end.reason === 'failed' && end.message).toContain(path);
    });

    test('a symmetric leg answers where packets come from', async () => {
      const leg = open(rig.engine);
      const phone = open(rig.phones);
      const decoy = open(rig.phones);
      leg.setRemote(remote(decoy, { symmetric: true }));
      phone.setRemote(remote(leg));
      decoy.setRemote(remote(leg, { direction: 'recvonly' }));
      const first = new Promise<void>((resolve) => {
        leg.listener = { onFirstPacket: resolve };
      });
      phone.play([{ kind: 'silence', durationMs: 60 }]);
      await rig.until(first);
      const heard = recorder(phone, 'phone.wav', 400);
      leg.play([{ kind: 'file', path: soundFile('a.wav', wavBytes(sine(600, 500))) }]);
      await rig.until(heard.done);
      expect(purity(readSound(join(dir, 'phone.wav')), [600], 100, 250)).toBeGreaterThan(0.98);
    });

    test('a leg on hold sends nothing, and statistics count', async () => {
      const { leg, phone } = call();
      await rig.until(leg.play([{ kind: 'silence', durationMs: 200 }]).done);
      leg.setRemote(remote(phone, { direction: 'inactive' }));
      await rig.until(leg.play([{ kind: 'silence', durationMs: 200 }]).done);
      expect(await rig.until(leg.statistics())).toMatchObject({ packetsSent: 10, packetsReceived: 0 });
      expect(await rig.until(phone.statistics())).toMatchObject({ packetsReceived: 10, packetsLost: 0 });
    });

    test('packets can be watched: all, those of one far end, and no more', async () => {
      const seen: WatchedPacket[] = [];
      const ofPhone: WatchedPacket[] = [];
      const { leg, phone } = call();
      const host = { address: '127.0.0.1', port: phone.localPort };
      const ends = [
        rig.engine.watchPackets({ rtp: true, rtcp: true }, (packet) => void seen.push(packet)),
        rig.engine.watchPackets({ rtp: true, rtcp: false, host }, (packet) => void ofPhone.push(packet)),
      ];
      const other = call();
      leg.play([{ kind: 'silence', durationMs: 100 }]);
      phone.sendDigit('5', 60);
      await rig.until(other.leg.play([{ kind: 'silence', durationMs: 300 }]).done);
      const rtpOf = (id: number): WatchedPacket[] =>
        seen.filter((packet) => packet.leg === id && packet.kind === 'rtp');
      expect(rtpOf(leg.id).filter(({ way }) => way === 'out')).toHaveLength(5);
      expect(rtpOf(leg.id).filter(({ way }) => way === 'out')[0]).toMatchObject({ ...host, length: 172, digit: false });
      expect(rtpOf(leg.id).filter(({ way }) => way === 'in')[0]).toMatchObject({ ...host, length: 16, digit: true });
      expect(rtpOf(other.leg.id).length).toBeGreaterThan(10);
      expect(ofPhone).toEqual(rtpOf(leg.id));
      other.leg.close();
      await rig.until(leg.play([{ kind: 'silence', durationMs: 40 }]).done);
      const goodbye = seen.find(({ leg: id, kind, way }) => id === other.leg.id && kind === 'rtcp' && way === 'out');
      expect(goodbye?.port).toBe(other.phone.localPort + 1);
      expect(goodbye?.bytes[1]).toBe(200);
      for (const end of ends) end();
      const count = seen.length;
      await rig.until(leg.play([{ kind: 'silence', durationMs: 60 }]).done);
      expect(seen).toHaveLength(count);
    });

    test('muting stops one direction', async () => {
      const { leg, phone } = call();
      leg.mute({ send: true });
      await rig.until(leg.play([{ kind: 'silence', durationMs: 100 }]).done);
      leg.mute({ send: false, receive: true });
      const heard = recorder(leg, 'leg.wav', 300);
      phone.play([{ kind: 'file', path: soundFile('a.wav', wavBytes(sine(600, 400))) }]);
      await rig.until(heard.done);
      expect(loudness(readSound(join(dir, 'leg.wav')))).toBe(0);
      expect((await rig.until(leg.statistics())).packetsSent).toBe(0);
    });

    test('talk and silence are reported', async () => {
      const { leg, phone } = call();
      const told: boolean[] = [];
      const both = new Promise<void>((resolve) => {
        leg.listener = {
          onTalk: (talking) => {
            told.push(talking);
            if (!talking) resolve();
          },
        };
      });
      leg.detectTalk({ threshold: 256, silenceMs: 200 });
      phone.play([{ kind: 'file', path: soundFile('a.wav', wavBytes(sine(600, 300))) }]);
      await rig.until(both);
      expect(told).toEqual([true, false]);
    });

    test('silence on the line is reported once', async () => {
      const leg = open(rig.engine, 200);
      const timeout = new Promise<void>((resolve) => {
        leg.listener = { onTimeout: resolve };
      });
      leg.setRemote(remote(leg, { port: 9 }));
      await rig.until(timeout);
    });

    test('closing the engine ends everything', async () => {
      const { leg } = call();
      const playing = leg.play([{ kind: 'silence', durationMs: 1e9 }]);
      const recording = recorder(leg, 'open.wav', 1e9);
      await rig.until(rig.engine.close());
      expect((await playing.done).reason).toBe('closed');
      expect((await recording.done).reason).toBe('closed');
      expect(rig.engine.openRtpLeg({ address: '127.0.0.1' })).toBeUndefined();
    });
  });
}

/** The contract on an engine of real sockets. It takes 1000 ports from `firstPort` on. */
export function describeWorkerEngine(force: 'epoll' | 'dgram', firstPort: number): void {
  describeEngine(`the ${force} engine`, async () => {
    const faults: string[] = [];
    const open = (rtpStart: number): Promise<MediaEngine> =>
      openMediaEngine({
        rtpStart,
        rtpEnd: rtpStart + 499,
        addresses: ['127.0.0.1'],
        force,
        onFault: (message) => faults.push(message),
      });
    const engine = await open(firstPort);
    const phones = await open(firstPort + 500);
    return {
      engine,
      phones,
      until: (promise) => promise,
      async close() {
        await engine.close();
        await phones.close();
        if (faults.length > 0) throw new Error(faults.join('\n'));
      },
    };
  });
}
