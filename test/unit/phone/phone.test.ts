import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import type { MediaEngine, RtpLeg } from '../../../src/media/facade.ts';
import { PacketNetwork } from '../../../src/media/virtual/packet-network.ts';
import { createVirtualEngine } from '../../../src/media/virtual/virtual-engine.ts';
import { MemoryNetwork } from '../../../src/net/memory-network.ts';
import { Phone } from '../../../src/phone/phone.ts';
import { AudioNegotiation, type AudioSettings, agreeOnAnswer } from '../../../src/sdp/offer-answer.ts';
import { parseSdp } from '../../../src/sdp/parse-sdp.ts';
import { UserAgent } from '../../../src/sip/agent/user-agent.ts';
import type { SipRequest } from '../../../src/sip/message/message.ts';
import type { OutgoingSession } from '../../../src/sip/session/outgoing-session.ts';
import { purity, readSound, strongestFrequency } from '../../support/audio.ts';

const SERVER = { host: '127.0.0.1', port: 5060 };
const PHONE = { host: '127.0.0.2', port: 5062 };

let folder: string;
let clock: VirtualClock;
let media: MediaEngine;
let pbx: UserAgent;
let phone: Phone;
let steps: string[];
let registers: SipRequest[];
let invites: SipRequest[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-phone-'));
  clock = new VirtualClock();
  const network = new MemoryNetwork(clock);
  media = createVirtualEngine({ clock, network: new PacketNetwork(clock) });
  steps = [];
  registers = [];
  invites = [];
  pbx = new UserAgent(network, clock, {
    onRequest(request, transaction) {
      if (request.method === 'REGISTER') {
        registers.push(request);
        if (request.header('Authorization') === undefined)
          pbx.respond(transaction, 401, [['WWW-Authenticate', 'Digest realm="test", nonce="n1", algorithm=MD5']]);
        else pbx.respond(transaction, 200, [['Contact', `${request.header('Contact')};expires=300`]]);
      } else if (request.method === 'INVITE') {
        invites.push(request);
        pbx.respond(transaction, 486);
      } else pbx.respond(transaction, 405);
    },
  });
  await pbx.transactions.transport.listen('UDP', SERVER);
  const opened = await Phone.open({
    network,
    clock,
    media,
    local: PHONE,
    server: SERVER,
    user: 'alice',
    secret: 's3cret',
    answerAfterMs: 1500,
    folder,
    tell: (step) => steps.push(step),
  });
  if (typeof opened === 'string') throw new Error(opened);
  phone = opened;
  await clock.advance(100);
});

afterEach(async () => {
  pbx.close();
  await media.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Calls the phone, and plays a tone to it once it has answered. */
function call(): { session: OutgoingSession; leg: RtpLeg; progress: number[]; ended: string[]; digits: string[] } {
  const leg = media.openRtpLeg({ address: SERVER.host });
  const flow = pbx.transactions.transport.flowTo('UDP', PHONE);
  if (!leg || !flow) throw new Error('no way');
  const settings: AudioSettings = { address: SERVER.host, port: leg.localPort, codecs: ['ulaw'], events: true };
  const body = { type: 'application/sdp', text: new AudioNegotiation(1).offer(settings) };
  const session = pbx.invite(
    flow,
    {
      uri: 'sip:alice@127.0.0.2:5062',
      from: '"Bob" <sip:200@127.0.0.1>',
      to: '<sip:alice@127.0.0.1>',
      callId: 'c1',
      body,
    },
    { contactUser: 'pbx', symmetric: true },
  );
  const progress: number[] = [];
  const ended: string[] = [];
  const digits: string[] = [];
  leg.listener.onDigit = ({ digit, phase }) => {
    if (phase === 'end') digits.push(digit);
  };
  session.listener = {
    onProgress: ({ status }) => progress.push(status),
    onEnded: ({ how }) => ended.push(how),
    onAnswered(response) {
      const parsed = parseSdp(response.body);
      const agreed = parsed.ok ? agreeOnAnswer(parsed.description, settings) : parsed;
      if (!agreed.ok) throw new Error(agreed.message);
      const { address, port, codecs, eventPayloadType } = agreed.agreed;
      leg.setRemote({
        address,
        port,
        codecs,
        ...(eventPayloadType !== undefined && { digitPayloadType: eventPayloadType }),
        digits: 'rfc4733',
        direction: 'sendrecv',
        symmetric: true,
      });
      const tone = { frequency1Hz: 440, frequency2Hz: 0, modulate: false, durationMs: 0, once: false };
      leg.play([{ kind: 'tone', tone: [tone], loop: true }]);
      return undefined;
    },
  };
  session.start();
  return { session, leg, progress, ended, digits };
}

test('it registers with its secret, and says so', async () => {
  expect(registers.map((request) => request.header('Authorization') !== undefined)).toEqual([false, true]);
  expect(registers[1]?.header('Authorization')).toContain('username="alice"');
  expect(phone.registered).toBe(true);
  expect(steps).toEqual(['is registered at 127.0.0.1:5060 as alice']);
  await clock.advance(300_000);
  expect(registers.length).toBeGreaterThan(2);
  await phone.close();
  await clock.advance(100);
  expect(registers.at(-1)?.header('Expires')).toBe('0');
});

test('it rings, answers, hears, sends a digit, and writes down what it heard', async () => {
  const { session, progress, digits } = call();
  await clock.advance(1000);
  expect(progress).toEqual([180]);
  expect(session.established).toBe(false);
  await clock.advance(1000);
  expect(session.established).toBe(true);
  phone.press('5');
  await clock.advance(2000);
  expect(digits).toEqual(['5']);
  session.end();
  await clock.advance(500);
  expect(steps.slice(1, 4)).toEqual(['rings: Bob <200>', 'the call is up', 'presses 5']);
  const last = /^is hung up on: heard 2\.\d s, written to (.*\.wav)$/.exec(steps.at(-1) ?? '');
  const sound = readSound(last?.[1] ?? '');
  expect(strongestFrequency(sound)).toBeCloseTo(440, -1);
  expect(purity(sound, [440])).toBeGreaterThan(0.8);
  expect(phone.inCall).toBe(false);
});

test('a caller that gives up is told of; nothing is written', async () => {
  const { session } = call();
  await clock.advance(500);
  session.end();
  await clock.advance(500);
  expect(steps.at(-1)).toBe('stops ringing: the caller gave up');
  expect(phone.inCall).toBe(false);
});

test('hanging up refuses a call that rings, and ends one that is up', async () => {
  const first = call();
  await clock.advance(500);
  phone.hangUp();
  await clock.advance(500);
  expect(first.ended).toEqual(['rejected']);
  expect(steps.at(-1)).toBe('hangs up, unanswered');
  const second = call();
  await clock.advance(2500);
  phone.hangUp();
  await clock.advance(500);
  expect(second.ended).toEqual(['bye']);
});

test('it calls, and tells that it is refused', async () => {
  phone.dial('100');
  await clock.advance(500);
  expect(invites[0]?.uri?.user).toBe('100');
  expect(steps.slice(-2)).toEqual(['calls 100', 'loses the call (rejected), unanswered']);
});

test('it goes silently where another phone has its name', async () => {
  const before = registers.length;
  await phone.close(false);
  await clock.advance(600_000);
  expect(registers.length).toBe(before);
  expect(existsSync(folder)).toBe(true);
});
