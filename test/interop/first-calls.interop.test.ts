import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { findPrompt, purity, readSound, strongestFrequency } from '../support/audio.ts';
import { type Baresip, haveBaresip, openBaresip, toneWav } from '../support/baresip.ts';

const PROMPT = '/usr/share/asterisk/sounds/en/hello-world.wav';

const FILES = {
  ...BASE_FILES,
  'pjsip.conf': '',
  'sip.conf': `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
[phone](!)
type=friend
host=dynamic
context=office
disallow=all
allow=ulaw
[0000FFFF0001](phone)
secret=first
[0000FFFF0002](phone)
secret=second
`,
  'extensions.conf': `[nowhere]
[office]
exten => 2,1,Dial(SIP/0000FFFF0002,20)
exten => hello,1,Answer()
 same => n,Playback(hello-world)
 same => n,Hangup()
`,
};

/** An event whose alarm is `inSeconds` from now. */
function calendar(inSeconds: number): string {
  const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  const start = Math.floor(Date.now() / 1000) * 1000 + (inSeconds + 60) * 1000;
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    'BEGIN:VEVENT',
    `UID:wake-up-${start}`,
    `DTSTAMP:${stamp(Date.now())}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(start + 1_800_000)}`,
    'SUMMARY:Wake up',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-PT1M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

describe.skipIf(!haveBaresip || !existsSync(PROMPT))(
  'first calls with real phones (needs baresip-core and asterisk-core-sounds-en-wav)',
  () => {
    let web: Server;
    let pbx: Running;
    let text = '';
    const phones: Baresip[] = [];
    const folder = mkdtempSync(join(tmpdir(), 'asterism-first-calls-'));

    beforeAll(async () => {
      web = createServer((_request, response) => {
        response.setHeader('content-type', 'text/calendar');
        response.end(text);
      });
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
      const { port } = web.address() as AddressInfo;
      text = calendar(3600);
      pbx = await asterismTarget().start({
        ...FILES,
        'calendar.conf': `[work]
type=ical
url=http://127.0.0.1:${port}/work.ics
refresh=60
timeframe=120
channel=SIP/0000FFFF0001
context=office
extension=hello
waittime=20
`,
      });
    });

    afterEach(async () => {
      for (const phone of phones.splice(0)) await phone.stop();
    });

    afterAll(async () => {
      await pbx.stop();
      web.close();
      rmSync(folder, { recursive: true, force: true });
    });

    async function phone(
      number: 1 | 2,
      options: { answer: 'auto' | 'manual'; say?: string; commands?: string[]; transport?: 'udp' | 'tcp' } = {
        answer: 'auto',
      },
    ): Promise<Baresip> {
      const opened = await openBaresip({
        user: `0000FFFF000${number}`,
        secret: number === 1 ? 'first' : 'second',
        pbxPort: SIP_PORT,
        sipPort: 26200 + number * 10, // baresip takes the next port for TLS
        rtpPort: 27000 + number * 100,
        ...options,
      });
      phones.push(opened);
      await opened.saw(/200 OK.*binding/);
      return opened;
    }

    function expectPrompt(heard: string | undefined): void {
      expect(heard).toBeDefined();
      expect(findPrompt(readSound(heard ?? ''), readSound(PROMPT)).correlation).toBeGreaterThan(0.9);
    }

    test('a phone registers, and sip show peers shows it', async () => {
      await phone(1);
      expect(pbx.rx('sip show peers')).toMatch(/^0000FFFF0001\S* +127\.0\.0\.1 /m);
    });

    test('an event rings the phone at its alarm, and the prompt is heard', async () => {
      const first = await phone(1);
      text = calendar(4);
      await pbx.rxAside('calendar refresh work');
      await first.saw(/Call established/, 12_000);
      await first.saw(/terminated \(duration/, 15_000);
      expectPrompt(first.heard()[0]);
    });

    test('a call file rings the phone, and the prompt is heard', async () => {
      const first = await phone(1);
      const file = join(folder, 'now.call');
      writeFileSync(file, 'Channel: SIP/0000FFFF0001\nApplication: Playback\nData: hello-world\n');
      renameSync(file, join(pbx.spool, 'now.call'));
      await first.saw(/terminated \(duration/, 20_000);
      expectPrompt(first.heard()[0]);
      expect(readdirSync(pbx.spool)).toEqual([]);
    });

    test('a call file dated ahead waits for its time', async () => {
      const first = await phone(1);
      const file = join(folder, 'later.call');
      writeFileSync(file, 'Channel: SIP/0000FFFF0001\nContext: office\nExtension: hello\n');
      const due = Math.ceil(Date.now() / 1000) + 5;
      utimesSync(file, due, due);
      renameSync(file, join(pbx.spool, 'later.call'));
      await first.saw(/Call established/, 20_000);
      expect(Date.now() / 1000).toBeGreaterThanOrEqual(due - 0.05);
      expect(Date.now() / 1000).toBeLessThan(due + 3);
      await first.saw(/terminated \(duration/, 20_000);
      expectPrompt(first.heard()[0]);
    });

    test('two phones talk: each hears the other’s tone and nothing else', async () => {
      const low = join(folder, 'low.wav');
      const high = join(folder, 'high.wav');
      writeFileSync(low, toneWav(440, 30));
      writeFileSync(high, toneWav(1000, 30));
      const second = await phone(2, { answer: 'auto', say: high });
      const first = await phone(1, { answer: 'manual', say: low, commands: ['/dial 2'] });
      await first.saw(/Call established/);
      await second.saw(/Call established/);
      for (const one of [first, second]) await grownTo(one, 3 * 16_000); // three seconds of 16-bit sound
      await first.stop();
      await second.saw(/terminated \(duration/);
      for (const [heard, frequency] of [
        [second.heard()[0], 440],
        [first.heard()[0], 1000],
      ] as const) {
        const sound = readSound(heard ?? '');
        expect(strongestFrequency(sound, 500, 2000)).toBeCloseTo(frequency, -1);
        expect(purity(sound, [frequency], 500, 2000)).toBeGreaterThan(0.98);
      }
    });
  },
);

/** Resolves when a phone has written so much of what it hears. */
async function grownTo(one: Baresip, bytes: number): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const [path] = one.heard();
    if (path !== undefined && statSync(path).size >= bytes) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the phone has not heard ${bytes} bytes in ten seconds`);
}
