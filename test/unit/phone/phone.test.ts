import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import type { MediaEngine, RtpLeg } from '../../../src/media/facade.ts';
import { PacketNetwork } from '../../../src/media/virtual/packet-network.ts';
import { createVirtualEngine } from '../../../src/media/virtual/virtual-engine.ts';
import { MemoryNetwork } from '../../../src/net/memory-network.ts';
import { openPhone, type Phone, type PhoneOptions } from '../../../src/phone/phone.ts';
import { describePhoneEvent, type PhoneEvent } from '../../../src/phone/phone-event.ts';
import {
  type AgreedAudio,
  AudioNegotiation,
  type AudioSettings,
  agreeOnAnswer,
} from '../../../src/sdp/offer-answer.ts';
import { parseSdp } from '../../../src/sdp/parse-sdp.ts';
import { UserAgent } from '../../../src/sip/agent/user-agent.ts';
import { DigestServer } from '../../../src/sip/auth/digest-server.ts';
import type { SipRequest } from '../../../src/sip/message/message.ts';
import type { IncomingSession } from '../../../src/sip/session/incoming-session.ts';
import type { OutgoingSession } from '../../../src/sip/session/outgoing-session.ts';
import { systemTokens } from '../../../src/sip/tokens.ts';
import type { ServerTransaction } from '../../../src/sip/transaction/server-transaction.ts';
import { purity, readSound, strongestFrequency } from '../../support/audio.ts';

const SERVER = { host: '127.0.0.1', port: 5060 };
const PHONE = { host: '127.0.0.2', port: 5062 };

const OPTIONS = { server: SERVER, local: PHONE, user: 'alice', secret: 's3cret', answerAfterMs: 1500 };

let folder: string;
let clock: VirtualClock;
let network: MemoryNetwork;
let media: MediaEngine;
let pbx: UserAgent;
let phone: Phone;
let events: PhoneEvent[];
let registers: SipRequest[];
let invites: SipRequest[];
/** What the far end does with a call of the phone. */
let onInvite: (request: SipRequest, transaction: ServerTransaction) => void;

/** The steps as the terminal shows them. */
function steps(): string[] {
  return events.map(describePhoneEvent);
}

function open(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  const recordings = { folder };
  return openPhone({
    network,
    clock,
    media,
    recordings,
    onEvent: (event) => events.push(event),
    ...OPTIONS,
    ...options,
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-phone-'));
  clock = new VirtualClock();
  network = new MemoryNetwork(clock);
  media = createVirtualEngine({ clock, network: new PacketNetwork(clock) });
  events = [];
  registers = [];
  invites = [];
  onInvite = (_request, transaction) => pbx.respond(transaction, 486);
  const digest = new DigestServer(clock, systemTokens);
  const proves = (request: SipRequest): boolean => {
    const credentials = digest.credentials(request, 'test', 'server');
    return credentials !== undefined && digest.verify(credentials, 'REGISTER', { password: 's3cret' }) === 'right';
  };
  pbx = new UserAgent(network, clock, {
    onRequest(request, transaction) {
      if (request.method === 'REGISTER') {
        registers.push(request);
        if (!proves(request)) pbx.respond(transaction, 401, digest.challenge('test', 'server'));
        else pbx.respond(transaction, 200, [['Contact', `${request.header('Contact')};expires=300`]]);
      } else if (request.method === 'INVITE') {
        invites.push(request);
        onInvite(request, transaction);
      } else pbx.respond(transaction, 405);
    },
  });
  await pbx.transactions.transport.listen('UDP', SERVER);
  await pbx.transactions.transport.listen('TCP', SERVER);
});

afterEach(async () => {
  pbx.close();
  await media.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A call of the PBX to the phone, and what the PBX sees and hears of it. */
interface TestCall {
  readonly session: OutgoingSession;
  readonly leg: RtpLeg;
  readonly settings: AudioSettings;
  readonly negotiation: AudioNegotiation;
  readonly progress: number[];
  readonly ended: string[];
  readonly digits: string[];
}

const TONE = { frequency1Hz: 440, frequency2Hz: 0, modulate: false, durationMs: 0, once: false };

/** Calls the phone, and plays a tone to it once it has answered. */
function call(agent = pbx, host = SERVER.host): TestCall {
  const leg = media.openRtpLeg({ address: host });
  const flow = agent.transactions.transport.flowTo('UDP', PHONE);
  if (!leg || !flow) throw new Error('no way');
  const settings: AudioSettings = { address: host, port: leg.localPort, codecs: ['ulaw'], events: true };
  const negotiation = new AudioNegotiation(1);
  const session = agent.invite(
    flow,
    {
      uri: 'sip:alice@127.0.0.2:5062',
      from: '"Bob" <sip:200@127.0.0.1>',
      to: '<sip:alice@127.0.0.1>',
      callId: systemTokens.hex(8),
      body: { type: 'application/sdp', text: negotiation.offer(settings) },
    },
    { contactUser: 'pbx', symmetric: true },
  );
  const made: TestCall = { session, leg, settings, negotiation, progress: [], ended: [], digits: [] };
  leg.listener.onDigit = ({ digit, phase }) => {
    if (phase === 'end') made.digits.push(digit);
  };
  session.listener = {
    onProgress: ({ status }) => made.progress.push(status),
    onEnded: ({ how, response }) => made.ended.push(response ? `${how} ${response.status}` : how),
    onAnswered(response) {
      const parsed = parseSdp(response.body);
      const agreed = parsed.ok ? agreeOnAnswer(parsed.description, settings) : parsed;
      if (!agreed.ok) throw new Error(agreed.message);
      connect(leg, agreed.agreed);
      leg.play([{ kind: 'tone', tone: [TONE], loop: true }]);
      return undefined;
    },
  };
  session.start();
  return made;
}

function connect(leg: RtpLeg, { address, port, codecs, eventPayloadType }: AgreedAudio): void {
  leg.setRemote({
    address,
    port,
    codecs,
    ...(eventPayloadType !== undefined && { digitPayloadType: eventPayloadType }),
    digits: 'rfc4733',
    direction: 'sendrecv',
    symmetric: true,
  });
}

/** Runs time until a promise of the phone's is kept. */
async function settle(done: Promise<void>): Promise<void> {
  await clock.advance(1500);
  await done;
}

test('it registers with its secret, keeps registered, and takes it back when it closes', async () => {
  phone = await open();
  await clock.advance(100);
  expect(phone.registered).toBe(true);
  expect(steps()).toEqual(['registered at 127.0.0.1:5060 as alice']);
  await clock.advance(600_000);
  expect(registers.length).toBeGreaterThan(3);
  expect(steps()).toHaveLength(1);
  await settle(phone.close());
  expect(registers.at(-1)?.header('Expires')).toBe('0');
  expect(steps().at(-1)).toBe('unregistered');
});

test('it registers over TCP', async () => {
  phone = await open({ protocol: 'TCP' });
  await clock.advance(100);
  expect(phone.registered).toBe(true);
  expect(registers.at(-1)?.header('Contact')).toMatch(/:5062;transport=tcp>$/);
});

test('it registers anew when its connection is gone, as when the PBX starts again', async () => {
  phone = await open({ protocol: 'TCP' });
  await clock.advance(100);
  pbx.transactions.transport.close();
  await pbx.transactions.transport.listen('TCP', SERVER);
  await clock.advance(1000);
  expect(phone.registered).toBe(false);
  await clock.advance(6000);
  expect(phone.registered).toBe(true);
  expect(steps()).toHaveLength(2);
});

test('a wrong secret is told of, and not tried again', async () => {
  phone = await open({ secret: 'guess' });
  await clock.advance(60_000);
  expect(steps()).toEqual(['cannot register: refused (401); is the secret right?']);
  expect(registers).toHaveLength(2);
});

test('a server that is away is told of, and tried again until it is there', async () => {
  pbx.close();
  phone = await open();
  await clock.advance(33_000);
  expect(steps()).toEqual(['cannot register: nobody answers; tries again in 5 s']);
});

test('an address that is taken is a failure to open', async () => {
  phone = await open();
  await expect(open()).rejects.toThrow('127.0.0.2:5062 is in use');
  await expect(open({ server: { host: 'nowhere.test', port: 5060 } })).rejects.toThrow('nowhere.test has no address');
});

test('it rings, answers, hears, sends digits, and writes down what it heard', async () => {
  phone = await open();
  await clock.advance(100);
  const { session, progress, digits } = call();
  await clock.advance(1000);
  expect(progress).toEqual([180]);
  expect(session.established).toBe(false);
  await clock.advance(1000);
  expect(session.established).toBe(true);
  expect(phone.sendDigits('5w#')).toBe(true);
  expect(phone.sendDigits('5x')).toBe(false);
  await clock.advance(2000);
  expect(digits).toEqual(['5', '#']);
  session.end();
  await clock.advance(500);
  expect(steps().slice(1, -1)).toEqual(['ringing: Bob <200>', 'answered', 'sent digit 5', 'sent digit #']);
  const last = /^the far end hung up after 2\.5 s: heard 2\.[45] s, written to (.*\.wav)$/.exec(steps().at(-1) ?? '');
  const sound = readSound(last?.[1] ?? '');
  expect(strongestFrequency(sound)).toBeCloseTo(440, -1);
  expect(purity(sound, [440])).toBeGreaterThan(0.8);
  expect(phone.inCall).toBe(false);
});

test('a plan is carried out: what to say, what to press, when to hang up', async () => {
  const said = { kind: 'tone', tone: [{ ...TONE, frequency1Hz: 1000 }], loop: true } as const;
  const digits = [{ waitMs: 500 }, { digit: '1' }, { digit: '2' }];
  phone = await open({ digits, hangUpAfterMs: 3000, say: [said] });
  await clock.advance(100);
  const made = call();
  const heard = made.leg.record({ path: join(folder, 'pbx.wav'), format: 'wav', append: false, keepSilence: true });
  await clock.advance(6000);
  heard.stop();
  await heard.done;
  expect(made.digits).toEqual(['1', '2']);
  expect(made.ended).toEqual(['bye']);
  expect(steps().at(-1)).toMatch(/^hung up after 3\.0 s: heard \d/);
  expect(strongestFrequency(readSound(join(folder, 'pbx.wav')), 2500, 1500)).toBeCloseTo(1000, -1);
});

test('what is heard is written to the file that was asked for, and to another beside it', async () => {
  phone = await open({ answerAfterMs: 0, hangUpAfterMs: 1000, recordings: { file: join(folder, 'heard.wav') } });
  await clock.advance(100);
  call();
  await clock.advance(500);
  expect(phone.record(join(folder, 'beside.wav'))).toBeDefined();
  await clock.advance(1500);
  call();
  await clock.advance(2000);
  expect(readdirSync(folder).sort()).toEqual(['beside.wav', 'heard-2.wav', 'heard.wav']);
  expect(strongestFrequency(readSound(join(folder, 'beside.wav')))).toBeCloseTo(440, -1);
});

test('the loudspeaker is given the growing file, and told when it ends', async () => {
  const played: string[] = [];
  const speaker = (path: string) => {
    played.push(path);
    return () => void played.push('end');
  };
  phone = await open({ answerAfterMs: 0, hangUpAfterMs: 1000, recordings: { file: join(folder, 'a.wav') }, speaker });
  await clock.advance(100);
  call();
  await clock.advance(3000);
  expect(played).toEqual([join(folder, 'a.wav'), 'end']);
});

test('a caller that gives up is told of; nothing is written', async () => {
  phone = await open();
  await clock.advance(100);
  const { session } = call();
  await clock.advance(500);
  session.end();
  await clock.advance(500);
  expect(steps().at(-1)).toBe('missed: the caller gave up');
  expect(phone.inCall).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('hanging up refuses a call that rings, and ends one that is up', async () => {
  phone = await open();
  await clock.advance(100);
  const first = call();
  await clock.advance(500);
  const second = call();
  await clock.advance(100);
  expect(second.ended).toEqual(['rejected 486']);
  phone.hangup();
  await clock.advance(500);
  expect(first.ended).toEqual(['rejected 486']);
  expect(steps().at(-1)).toBe('hung up before it was answered');
  const third = call();
  await clock.advance(2500);
  phone.hangup();
  await clock.advance(500);
  expect(third.ended).toEqual(['bye']);
});

test('hold and its end are told', async () => {
  phone = await open({ answerAfterMs: 0 });
  await clock.advance(100);
  const { session, settings, negotiation } = call();
  await clock.advance(500);
  for (const direction of ['sendonly', 'sendrecv'] as const) {
    session.reinvite({ type: 'application/sdp', text: negotiation.offer({ ...settings, direction }) }, () => {});
    await clock.advance(500);
  }
  expect(steps().slice(-2)).toEqual(['put on hold', 'taken off hold']);
});

test('it calls, hears what is played before the answer, and the answer', async () => {
  phone = await open();
  await clock.advance(100);
  const leg = media.openRtpLeg({ address: SERVER.host });
  if (!leg) throw new Error('no port');
  let session: IncomingSession | undefined;
  onInvite = (request, transaction) => {
    session = pbx.takeInvite(request, transaction, { contactUser: 'pbx', symmetric: true });
    const parsed = parseSdp(request.body);
    const settings: AudioSettings = { address: SERVER.host, port: leg.localPort, codecs: ['ulaw'], events: true };
    const answer = parsed.ok ? new AudioNegotiation(2).answer(parsed.description, settings) : parsed;
    if (!answer.ok) throw new Error(answer.message);
    connect(leg, answer.agreed);
    leg.play([{ kind: 'tone', tone: [TONE], loop: true }]);
    const body = { type: 'application/sdp', text: answer.text };
    session.progress(180);
    session.progress(183, body);
    clock.after(1000, () => session?.accept(body));
  };
  phone.dial('100');
  await clock.advance(2000);
  expect(invites[0]?.uri?.user).toBe('100');
  expect(invites[0]?.from?.uri?.user).toBe('alice');
  session?.end();
  await clock.advance(500);
  expect(steps().slice(1, -1)).toEqual([
    'dialled 100',
    'the far end rings',
    'the far end plays something before it answers',
    'the far end answered',
  ]);
  expect(steps().at(-1)).toMatch(/^the far end hung up after 1\.0 s: heard (1\.9|2\.0) s/);
});

test('it calls, and tells that it is refused', async () => {
  phone = await open();
  await clock.advance(100);
  phone.dial('100');
  await clock.advance(500);
  expect(steps().slice(-2)).toEqual(['dialled 100', 'refused by the far end (486 busy)']);
});

test('a stranger that finds its port is refused, unless it does not register at all', async () => {
  phone = await open();
  await clock.advance(100);
  const stranger = new UserAgent(network, clock, { onRequest() {} });
  await stranger.transactions.transport.listen('UDP', { host: '127.0.0.9', port: 5060 });
  const refused = call(stranger, '127.0.0.9');
  await clock.advance(500);
  expect(refused.ended).toEqual(['rejected 403']);
  await settle(phone.close());
  phone = await open({ register: false });
  const taken = call(stranger, '127.0.0.9');
  await clock.advance(500);
  expect(taken.progress).toEqual([180]);
  stranger.close();
});

test('it gives way without a word to the server, once its call is over', async () => {
  phone = await open();
  await clock.advance(100);
  const { session } = call();
  await clock.advance(2000);
  const before = registers.length;
  const gone = phone.giveWay();
  await clock.advance(600_000);
  expect(session.established).toBe(true);
  session.end();
  await settle(gone);
  expect(registers.length).toBe(before);
  expect(steps().at(-1)).toContain('heard');
  expect(existsSync(folder)).toBe(true);
});

test('closing hangs up first, and the recording is whole', async () => {
  phone = await open({ answerAfterMs: 0 });
  await clock.advance(100);
  const { ended } = call();
  await clock.advance(2000);
  await settle(phone.close());
  expect(ended).toEqual(['bye']);
  expect(steps().slice(-2)).toEqual([expect.stringMatching(/^hung up after 2\.0 s: heard 2\.0 s/), 'unregistered']);
});
