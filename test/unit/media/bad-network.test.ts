import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import type { MediaEngine, RtpLeg, RtpRemote } from '../../../src/media/facade.ts';
import { PacketNetwork } from '../../../src/media/virtual/packet-network.ts';
import { createVirtualEngine } from '../../../src/media/virtual/virtual-engine.ts';
import { findPrompt, readSound, sine, sweep, wavBytes } from '../../support/audio.ts';

let dir: string;
let clock: VirtualClock;
let network: PacketNetwork;
let engine: MediaEngine;
let leg: RtpLeg;
let phone: RtpLeg;

const remote = (port: number, parts: Partial<RtpRemote> = {}): RtpRemote => ({
  address: '127.0.0.1',
  port,
  codecs: [{ name: 'ulaw', payloadType: 0 }],
  digitPayloadType: 101,
  digits: 'rfc4733',
  direction: 'sendrecv',
  symmetric: false,
  ...parts,
});

function open(): RtpLeg {
  const opened = engine.openRtpLeg({ address: '127.0.0.1' });
  if (!opened) throw new Error('no port');
  return opened;
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'net-'));
  clock = new VirtualClock();
  network = new PacketNetwork(clock);
  engine = createVirtualEngine({ clock, network });
  leg = open();
  phone = open();
  leg.setRemote(remote(phone.localPort));
  phone.setRemote(remote(leg.localPort));
});
afterEach(async () => {
  await engine.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Numbers of 0 to 1, the same each run. */
function dice(): () => number {
  let seed = 9;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}

function sound(name: string, bytes: Uint8Array): string {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
}

test('digits arrive once each through loss, repetition and delay', async () => {
  const roll = dice();
  network.fate = () => ({ lose: roll() < 0.2, repeat: roll() < 0.2, delayMs: roll() < 0.2 ? 25 : 0 });
  const digits: string[] = [];
  leg.listener = { onDigit: ({ digit, phase }) => phase === 'end' && digits.push(digit) };
  const sent = '0123456789*#ABCD5555';
  for (const digit of sent) phone.sendDigit(digit, 160);
  await clock.advance(10_000);
  expect(digits.join('')).toBe(sent);
});

test('a recording keeps its length when packets are lost or stop coming', async () => {
  const roll = dice();
  network.fate = (bytes) => ({ lose: bytes.length > 100 && roll() < 0.1 });
  const path = join(dir, 'lossy.wav');
  const recording = leg.record({ path, format: 'wav', append: false, keepSilence: true });
  phone.play([{ kind: 'file', path: sound('a.wav', wavBytes(sweep(1000))) }]);
  await clock.advance(3000);
  recording.stop();
  await clock.advance(1);
  const { durationMs } = await recording.done;
  expect(durationMs).toBeGreaterThan(2900);
  expect(durationMs).toBeLessThanOrEqual(3100);
  expect((await statistics()).packetsLost).toBeGreaterThan(0);
});

async function statistics() {
  const asked = leg.statistics();
  await clock.advance(1);
  return asked;
}

test('whatever bytes arrive, nothing breaks and the call goes on', async () => {
  const roll = dice();
  for (let i = 0; i < 2000; i++) {
    const bytes = new Uint8Array(Math.floor(roll() * 300)).map(() => Math.floor(roll() * 256));
    if (bytes.length > 2 && roll() < 0.7) {
      bytes[0] = 0x80 | ((bytes[0] ?? 0) & 0x0f);
      bytes[1] = [0, 8, 13, 101, 0x80, 200, 201][i % 7] ?? 0;
    }
    network.send(bytes, '127.0.0.1', phone.localPort, '127.0.0.1', leg.localPort + (i % 2));
    if (i % 50 === 0) await clock.advance(20);
  }
  await clock.advance(100);
  const path = join(dir, 'after.wav');
  const recording = leg.record({ path, format: 'wav', maxMs: 900, append: false, keepSilence: true });
  const prompt = sweep(600);
  phone.play([{ kind: 'file', path: sound('prompt.wav', wavBytes(prompt)) }]);
  await clock.advance(1200);
  expect((await recording.done).reason).toBe('limit');
  expect(findPrompt(readSound(path), prompt).correlation).toBeGreaterThan(0.99);
});

test('a stranger cannot talk into a call, nor draw its audio away', async () => {
  const stranger = open();
  stranger.setRemote(remote(leg.localPort));
  leg.setRemote(remote(phone.localPort, { symmetric: true }));
  phone.play([{ kind: 'silence', durationMs: 1e6 }]);
  await clock.advance(200);
  const recording = leg.record({ path: join(dir, 'call.wav'), format: 'wav', append: false, keepSilence: true });
  stranger.play([{ kind: 'file', path: sound('a.wav', wavBytes(sine(600, 500))) }]);
  leg.play([{ kind: 'silence', durationMs: 400 }]);
  await clock.advance(500);
  recording.stop();
  const [atPhone, atStranger] = [phone.statistics(), stranger.statistics()];
  await clock.advance(1);
  await recording.done;
  expect(Math.max(...readSound(join(dir, 'call.wav')).samples.map(Math.abs))).toBeLessThan(10);
  expect([(await atPhone).packetsReceived, (await atStranger).packetsReceived]).toEqual([20, 0]);
});

test('a far end that moves is followed, once it has been silent where it was', async () => {
  leg.setRemote(remote(phone.localPort, { symmetric: true }));
  phone.play([{ kind: 'silence', durationMs: 200 }]);
  await clock.advance(1500);
  const moved = open();
  moved.setRemote(remote(leg.localPort));
  moved.play([{ kind: 'silence', durationMs: 200 }]);
  await clock.advance(100);
  leg.play([{ kind: 'silence', durationMs: 200 }]);
  await clock.advance(300);
  const asked = moved.statistics();
  await clock.advance(1);
  expect((await asked).packetsReceived).toBe(10);
});

test('reports tell the far end’s view', async () => {
  network.fate = (bytes) => ({ lose: bytes.length === 172 && (bytes[3] ?? 0) % 10 === 0 });
  leg.play([{ kind: 'silence', durationMs: 1e6 }]);
  phone.play([{ kind: 'silence', durationMs: 1e6 }]);
  await clock.advance(11_000);
  const seen = await statistics();
  expect(seen.remoteLost).toBeGreaterThan(20);
  expect(seen.roundTripMs).toBeGreaterThan(0);
  expect(seen.roundTripMs).toBeLessThan(5);
});

test('nothing is sent to an address that is none', async () => {
  leg.setRemote(remote(phone.localPort, { address: '0.0.0.0' }));
  leg.play([{ kind: 'silence', durationMs: 200 }]);
  await clock.advance(300);
  expect((await statistics()).packetsSent).toBe(0);
});

test('an idle engine lets a week pass in no time', async () => {
  leg.close();
  phone.close();
  await clock.advance(100);
  expect(clock.pending).toBe(0);
  await clock.advance(7 * 24 * 3_600_000);
});
