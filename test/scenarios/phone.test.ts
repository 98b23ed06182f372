import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { peerStatusChanged } from '../../src/drivers/sip/events.ts';
import type { PlayItem } from '../../src/media/facade.ts';
import { formatAddress } from '../../src/net/address.ts';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { mediaPort } from '../../src/pbx/ports/media.ts';
import { openPhone, type Phone, type PhoneOptions } from '../../src/phone/phone.ts';
import { describePhoneEvent, type PhoneEvent } from '../../src/phone/phone-event.ts';
import { findPrompt, purity, readSound, strongestFrequency, sweep, wavBytes } from '../support/audio.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
disallow = all
allow = ulaw
[phone](!)
type = friend
host = dynamic
context = office
[ada](phone)
secret = lovelace
callerid = "Ada" <100>
[bert](phone)
secret = bertrand
callerid = "Bert" <200>
`;

const EXTENSIONS = `[office]
exten => hello,1,Answer()
 same => n,Playback(sweep)
 same => n,Read(got,,2,,1,5)
 same => n,Set(GLOBAL(got)=\${got})
exten => bert,1,Dial(SIP/bert,20)
`;

interface Opened {
  readonly phone: Phone;
  readonly events: PhoneEvent[];
  /** The wav file of its last call. */
  heard(): string;
}

let pbx: TestPbx;
let opened: Opened[];

beforeEach(async () => {
  opened = [];
  pbx = await openTestPbx({
    config: { 'sip.conf': SIP_CONF, 'extensions.conf': EXTENSIONS },
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });
  const sounds = join(pbx.directories.data, 'sounds', 'en');
  mkdirSync(sounds, { recursive: true });
  writeFileSync(join(sounds, 'sweep.wav'), wavBytes(sweep(1500)));
});

afterEach(async () => {
  const closing = opened.map(({ phone }) => phone.close());
  await pbx.clock.advance(1500);
  await Promise.all(closing);
  await pbx.close();
});

/** A phone of our own at the PBX, over the network in memory, with the PBX's engine for its sound. */
async function phone(user: string, secret: string, options: Partial<PhoneOptions> = {}): Promise<Opened> {
  const events: PhoneEvent[] = [];
  const made = await openPhone({
    network: pbx.network,
    clock: pbx.clock,
    media: pbx.pbx.ports.use(mediaPort),
    server: { host: '127.0.0.1', port: 5060 },
    user,
    secret,
    recordings: { file: join(pbx.folder, `${user}.wav`) },
    onEvent: (event) => events.push(event),
    ...options,
  });
  const one: Opened = {
    phone: made,
    events,
    heard() {
      const end = events.findLast((event) => event.kind === 'ended');
      if (end?.recording === undefined)
        throw new Error(`nothing was heard: ${events.map(describePhoneEvent).join('; ')}`);
      return end.recording;
    },
  };
  opened.push(one);
  await pbx.clock.advanceUntil(() => events.some((event) => event.kind.startsWith('regist')), 60_000);
  return one;
}

test('a phone is rung, hears the prompt whole, and its digits are read', async () => {
  const ada = await phone('ada', 'lovelace', { answerAfterMs: 1000 });
  void pbx.pbx.ports.use(commandsPort).run('channel originate SIP/ada extension hello@office');
  await pbx.clock.advance(4000);
  ada.phone.sendDigits('42');
  await pbx.clock.advanceUntil(() => ada.events.some(({ kind }) => kind === 'ended'), 60_000);
  expect(findPrompt(readSound(ada.heard()), sweep(1500)).correlation).toBeGreaterThan(0.98);
  const { text } = await pbx.pbx.ports.use(commandsPort).run('dialplan show globals');
  expect(text).toMatch(/got=42/);
});

test('two phones talk through Dial, and each knows who calls', async () => {
  const tone = (frequency1Hz: number): readonly PlayItem[] => [
    {
      kind: 'tone',
      tone: [{ frequency1Hz, frequency2Hz: 0, modulate: false, durationMs: 0, once: false }],
      loop: true,
    },
  ];
  const ada = await phone('ada', 'lovelace', { say: tone(440) });
  const bert = await phone('bert', 'bertrand', { say: tone(1000), answerAfterMs: 500, hangUpAfterMs: 3000 });
  ada.phone.dial('bert');
  await pbx.clock.advance(6000);
  expect(bert.events.map(describePhoneEvent)).toContain('ringing: Ada <100>');
  expect(ada.events.map(describePhoneEvent).slice(1, -1)).toEqual([
    'dialled bert',
    'the far end rings',
    'the far end answered',
  ]);
  for (const [listener, hertz] of [[ada, 1000] as const, [bert, 440] as const]) {
    const sound = readSound(listener.heard());
    expect(strongestFrequency(sound, 500, 2000)).toBeCloseTo(hertz, -1);
    expect(purity(sound, [hertz], 500, 2000)).toBeGreaterThan(0.98);
  }
});

test('one phone gives way to another of its name, which stays registered', async () => {
  const told: string[] = [];
  pbx.pbx.bus.on(peerStatusChanged, ({ status, address }) => void told.push(`${status} ${address}`));
  const first = await phone('ada', 'lovelace');
  const second = await phone('ada', 'lovelace', { answerAfterMs: 0 });
  expect(told).toEqual([first, second].map((one) => `Registered ${formatAddress(one.phone.local)}`));
  void first.phone.giveWay();
  await pbx.clock.advance(600_000);
  void pbx.pbx.ports.use(commandsPort).run('channel originate SIP/ada extension hello@office');
  await pbx.clock.advance(12_000);
  expect(first.events.map(({ kind }) => kind)).toEqual(['registered']);
  expect(second.events.some(({ kind }) => kind === 'answered')).toBe(true);
});

test('a wrong secret is refused', async () => {
  const ada = await phone('ada', 'guess');
  expect(ada.events.map(({ kind }) => kind)).toEqual(['registration-failed']);
});
