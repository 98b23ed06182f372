import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { findPrompt, purity, readSound, strongestFrequency } from '../support/audio.ts';
import { type Baresip, haveBaresip, openBaresip, toneWav } from '../support/baresip.ts';
import { PhoneProcess } from '../support/phone-process.ts';

const PROMPT = '/usr/share/asterisk/sounds/en/hello-world.wav';
const REGISTRAR = ['--registrar', `127.0.0.1:${SIP_PORT}`];

const FILES = {
  ...BASE_FILES,
  'pjsip.conf': '',
  'sip.conf': `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
tcpenable=yes
tcpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
alwaysauthreject=yes
[phone](!)
type=friend
host=dynamic
transport=udp,tcp
context=office
directmedia=no
disallow=all
allow=ulaw
[alice](phone)
secret=wonderland
[bob](phone)
secret=builder
`,
  'extensions.conf': `[general]
[globals]
got=nothing
[nowhere]
[office]
exten => hello,1,Answer()
 same => n,Playback(hello-world)
 same => n,Read(got,beep,3,,1,5)
 same => n,Set(GLOBAL(got)=\${got})
 same => n,Hangup()
exten => early,1,Progress()
 same => n,Playback(hello-world,noanswer)
 same => n,Answer()
 same => n,Wait(1)
exten => bob,1,Dial(SIP/bob,10)
`,
};

const folder = mkdtempSync(join(tmpdir(), 'asterism-phone-interop-'));
const phones: Array<PhoneProcess | Baresip> = [];

function phone(args: readonly string[], environment?: Readonly<Record<string, string>>): PhoneProcess {
  const opened = new PhoneProcess(args, environment);
  phones.push(opened);
  return opened;
}

/** @param fromMs of the prompt: what is played before the answer may begin before the word of it has come. */
function expectPrompt(heard: { readonly seconds: number; readonly path: string }, fromMs = 0): void {
  expect(heard.seconds).toBeGreaterThan(0.8);
  const { rate, samples } = readSound(PROMPT);
  const prompt = { rate, samples: samples.subarray((fromMs * rate) / 1000) };
  expect(findPrompt(readSound(heard.path), prompt).correlation).toBeGreaterThan(0.9);
}

afterEach(async () => {
  for (const opened of phones.splice(0)) await opened.stop();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asterisk = asteriskTarget();
for (const target of [asterisk, asterismTarget()]) {
  const name = target ? target.name : 'asterisk (needs a real one, installed or in ASTERISK_ROOT)';
  describe.skipIf(!target || !existsSync(PROMPT))(`the command-line phone at ${name}`, () => {
    let pbx: Running;
    beforeAll(async () => {
      if (target) pbx = await target.start(FILES);
    });
    afterAll(() => pbx.stop());

    test('registers, is called, hears the prompt, sends the digits that are asked for, and unregisters', async () => {
      const secret = join(folder, 'secret');
      writeFileSync(secret, 'wonderland\n');
      const plan = ['--answer-after', '0.2', '--digits', 'WWWW4w2#', '--once'];
      const alice = phone(['alice', ...REGISTRAR, '--secret-file', secret, ...plan]);
      await alice.saw(/registered at 127\.0\.0\.1:\d+ as alice/);
      expect(pbx.rx('sip show peers')).toMatch(/^alice\S* +127\.0\.0\.1 /m);
      pbx.rx('channel originate SIP/alice extension hello@office');
      expect(await alice.ended).toBe(0);
      expect(alice.output).toMatch(/ringing: .*\n.* answered\n/);
      expect(alice.output).toMatch(/sent digit 4\n.*sent digit 2\n.*sent digit #/);
      expectPrompt(alice.heard);
      expect(pbx.rx('dialplan show globals')).toMatch(/got=42$/m);
      expect(pbx.rx('sip show peers')).toMatch(/^alice\S* +\(Unspecified\)/m);
    });

    test('registers and calls over TCP, hears what is played before the answer, and passes it to aplay', async () => {
      const file = join(folder, 'early.wav');
      const played = join(folder, 'played.raw');
      writeFileSync(join(folder, 'aplay'), `#!/bin/sh\n[ "$1" = -l ] && echo 'card 0: any' || exec cat >${played}\n`);
      chmodSync(join(folder, 'aplay'), 0o755);
      const alice = phone(['alice', ...REGISTRAR, '--tcp', '--dial', 'early', '--once', '--record', file], {
        ASTERISM_PHONE_SECRET: 'wonderland',
        PATH: `${folder}:${process.env['PATH']}`,
      });
      expect(await alice.ended).toBe(0);
      expect(alice.output).toMatch(/dialled early\n.*plays something.*\n.*the far end answered\n/);
      expect(alice.heard.path).toBe(file);
      expectPrompt(alice.heard, 100);
      await expect.poll(() => readFileSync(played).equals(readFileSync(file).subarray(44))).toBe(true);
    });

    test('is told that its secret is wrong', async () => {
      const alice = phone(['alice', ...REGISTRAR, '--secret', 'guess']);
      expect(await alice.ended).toBe(1);
      expect(alice.output).toContain('cannot register: refused (403); is the secret right?');
    });

    test('two of them talk: Enter answers, each hears the other’s tone, h hangs up', async () => {
      const bob = phone(['bob', ...REGISTRAR, '--secret', 'builder', '--say', '1000']);
      await bob.saw(/registered/);
      const alice = phone(['alice', ...REGISTRAR, '--secret', 'wonderland', '--say', '440', '--dial', 'bob', '--once']);
      await bob.saw(/ringing: /);
      bob.type('\n');
      await alice.saw(/the far end answered/);
      await new Promise((resolve) => setTimeout(resolve, 2500));
      bob.type('h');
      expect(await alice.ended).toBe(0);
      await bob.saw(/hung up after/);
      for (const [listener, hertz] of [[alice, 1000] as const, [bob, 440] as const]) {
        const sound = readSound(listener.heard.path);
        expect(strongestFrequency(sound, 500, 1500)).toBeCloseTo(hertz, -1);
        expect(purity(sound, [hertz], 500, 1500)).toBeGreaterThan(0.95);
      }
    });
  });
}

describe.skipIf(!haveBaresip)('the command-line phone and a baresip, without a PBX (needs baresip-core)', () => {
  test('the baresip calls it, and each hears the other', async () => {
    const file = join(folder, 'direct.wav');
    const tone = join(folder, 'low.wav');
    writeFileSync(tone, toneWav(440, 30));
    const direct = ['--no-register', '--registrar', '127.0.0.1:26301', '--port', '26300'];
    const alice = phone(['alice', ...direct, '--answer-after', '0.5', '--say', '1000', '--record', file, '--once']);
    const bob = await openBaresip({
      user: 'bob',
      secret: 'none',
      pbxPort: 26300,
      sipPort: 26301,
      rtpPort: 27600,
      answer: 'manual',
      say: tone,
      commands: ['/dial sip:alice@127.0.0.1:26300'],
    });
    phones.push(bob);
    await bob.saw(/Call established/);
    await alice.saw(/ answered/);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const heardByBob = bob.heard()[0];
    const said = heardByBob === undefined ? undefined : readSound(heardByBob);
    alice.type('h');
    expect(await alice.ended).toBe(0);
    expect(strongestFrequency(readSound(file), 500, 1500)).toBeCloseTo(440, -1);
    expect(said && strongestFrequency(said, 500, 1000)).toBeCloseTo(1000, -1);
  });
});
