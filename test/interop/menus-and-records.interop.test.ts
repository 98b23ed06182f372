import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running } from '../../bench/target.ts';
import { linearToUlaw, ULAW_SILENCE } from '../../src/media/codec/g711.ts';
import { DTMF_COLUMNS, DTMF_KEYS, DTMF_ROWS } from '../../src/media/tone/dtmf.ts';
import { amplitudeAt, loudness, readSound } from '../support/audio.ts';
import { haveBaresip } from '../support/baresip.ts';
import { freePort } from '../support/free-port.ts';
import { HummingPhones } from '../support/humming-phones.ts';
import { PhoneProcess } from '../support/phone-process.ts';
import { haveSipp, runSipp } from '../support/sipp.ts';
import {
  callerScenario,
  sippAsk,
  sippMayCome,
  sippRequest,
  sippResponse,
  sippScenario,
  sippSdp,
  sippSend,
} from '../support/sipp-scenario.ts';

const haveSox = spawnSync('sox', ['--version']).error === undefined;
const folder = mkdtempSync(join(tmpdir(), 'asterism-menus-'));

/** What each extension records with, how the phone behaves (a W is a second), and the status that follows. */
const RECORDS = [
  { exten: 'silence', args: '1', phone: [], status: 'SILENCE' },
  { exten: 'cut', args: '2', phone: [], status: 'SILENCE' },
  { exten: 'max', args: ',1', phone: [], status: 'TIMEOUT' },
  { exten: 'hash', args: ',8', phone: ['--digits', 'WW#'], status: 'DTMF' },
  { exten: 'o', args: ',8,o', phone: ['--digits', 'WW0'], status: 'OPERATOR' },
  { exten: 't', args: ',8,t', phone: ['--digits', 'WW#W*'], status: 'DTMF' },
  { exten: 'x', args: ',3,x', phone: ['--digits', 'WW#'], status: 'TIMEOUT' },
  { exten: 'y', args: ',8,y', phone: ['--digits', 'WW5'], status: 'DTMF' },
  { exten: 'u', args: '2,,u', phone: [], status: 'SILENCE' },
  { exten: 'q', args: ',1,q', phone: [], status: 'TIMEOUT' },
  { exten: 'k', args: ',8,k', phone: ['--say', '440', '--hangup-after', '3'], status: 'HANGUP' },
  { exten: 'lost', args: ',8', phone: ['--say', '440', '--hangup-after', '3'], status: 'HANGUP' },
] as const;

const HUM_HZ = 700;

/** Formats that are recorded in, and how sox reads a file of it. */
const FORMATS: Readonly<Record<string, string>> = {
  wav: '-t wav',
  WAV: '-t wav',
  gsm: '-t gsm',
  ulaw: '-t ul -r 8000 -c 1',
  alaw: '-t al -r 8000 -c 1',
  sln: '-t raw -e signed -b 16 -r 8000 -c 1',
  sln16: '-t raw -e signed -b 16 -r 16000 -c 1',
};

const records = RECORDS.map(
  ({ exten, args }) =>
    `exten => rec-${exten},1,Answer(500)\n same => n,Record(${folder}/${exten}.wav,${args})\n same => n,Hangup()\n`,
).join('');

const extensions = `[general]
[globals]
[nowhere]
[office]
${records}exten => rec-a,1,Answer(500)
 same => n,Record(${folder}/a.wav,,1,q)
 same => n,Record(${folder}/a.wav,,1,qa)
 same => n,Hangup()
exten => formats,1,Answer(500)
${Object.keys(FORMATS)
  .map((format) => ` same => n,Record(${folder}/said.${format},,1,q)\n`)
  .join('')} same => n,Hangup()
exten => read,1,Answer(500)
 same => n,Read(got,,3,,1,6)
 same => n,Set(GLOBAL(read_\${CALLERID(num)})=\${got}/\${READSTATUS})
 same => n,Hangup()
exten => menu,1,Goto(menu,s,1)
exten => h,1,Set(GLOBAL(status_\${CUT(RECORDED_FILE,/,4)})=\${RECORD_STATUS})
[menu]
exten => s,1,Answer(500)
 same => n,Background(beep)
 same => n,WaitExten(6)
exten => 42,1,Set(GLOBAL(menu_\${CALLERID(num)})=chosen)
 same => n,Hangup()
`;

/** Raw µ-law of keys pressed 120 ms each, with 120 ms between and silence around. */
function keysAsSound(keys: string): Buffer {
  const ulaw = linearToUlaw();
  const silence = (ms: number): Buffer => Buffer.alloc(ms * 8, ULAW_SILENCE);
  const pressed = [...keys].map((key) => {
    const at = DTMF_KEYS.indexOf(key);
    const tones = [DTMF_ROWS[at >> 2] ?? 0, DTMF_COLUMNS[at & 3] ?? 0];
    const sample = (i: number): number =>
      tones.reduce((sum, hz) => sum + 6000 * Math.sin((2 * Math.PI * hz * i) / 8000), 0);
    return Buffer.from(Array.from({ length: 960 }, (_, i) => ulaw[Math.round(sample(i)) & 0xffff] ?? 0));
  });
  return Buffer.concat([silence(1500), ...pressed.flatMap((one) => [one, silence(120)]), silence(20_000)]);
}

const seconds = (name: string): number => readSound(join(folder, `${name}.wav`)).samples.length / 8000;

describe('menus and records from a phone', () => {
  let pbx: Running;
  let port: number;
  let infoPort: number;
  let inbandPort: number;
  let hummer: HummingPhones;
  const phones: PhoneProcess[] = [];
  beforeAll(async () => {
    port = await freePort();
    infoPort = await freePort();
    inbandPort = await freePort();
    hummer = new HummingPhones([HUM_HZ], port, 20);
    const names = [...RECORDS.map(({ exten }) => exten), 'a', 'read', 'menu'];
    pbx = await asterismTarget().start({
      ...BASE_FILES,
      'pjsip.conf': '',
      'sip.conf': `[general]
udpbindaddr=127.0.0.1:${port}
context=nowhere
[phone](!)
type=friend
host=dynamic
secret=pw
context=office
directmedia=no
disallow=all
allow=ulaw
${names.map((name) => `[p-${name}](phone)\ncallerid=<p-${name}>\n`).join('')}[sipp]
type=friend
host=127.0.0.1
port=${infoPort}
insecure=port,invite
context=office
dtmfmode=info
disallow=all
allow=ulaw
[tones]
type=friend
host=127.0.0.1
port=${inbandPort}
insecure=port,invite
context=office
dtmfmode=inband
disallow=all
allow=ulaw
${hummer.sections('office')}`,
      'extensions.conf': extensions,
    });
  });
  afterAll(async () => {
    for (const phone of phones) await phone.stop();
    await hummer.stop();
    pbx.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function call(name: string, exten: string, more: readonly string[] = []): Promise<PhoneProcess> {
    const phone = new PhoneProcess([
      `p-${name}`,
      '--registrar',
      `127.0.0.1:${port}`,
      '--secret',
      'pw',
      '--dial',
      exten,
      '--once',
      ...more,
    ]);
    phones.push(phone);
    await phone.ended;
    return phone;
  }
  const globals = (): string => pbx.rx('dialplan show globals');

  test.each(RECORDS)(
    'Record(…,$args) ends with $status',
    async ({ exten, phone, status }) => {
      const caller = await call(exten, `rec-${exten}`, phone);
      await expect.poll(globals, { timeout: 3000 }).toMatch(new RegExp(`status_${exten}=${status}$`, 'm'));
      if (exten === 'lost') expect(existsSync(join(folder, 'lost.wav'))).toBe(false);
      if (exten === 'k') expect(seconds('k')).toBeGreaterThan(0.8);
      if (exten === 'u') expect(seconds('u')).toBeGreaterThan(1.8);
      if (exten === 'cut') expect(seconds('cut')).toBeLessThan(1.5);
      const beep = loudness(readSound(caller.heard.path)) > 100;
      expect(beep).toBe(exten !== 'q');
    },
    20_000,
  );

  test('option a appends', async () => {
    await call('a', 'rec-a');
    expect(seconds('a')).toBeCloseTo(2, 0);
  }, 20_000);

  test.skipIf(!haveBaresip || !haveSox)(
    'what a phone says is recorded in each format so that another program reads it (needs baresip-core and sox)',
    async () => {
      const caller = await hummer.open(0, '/dial formats');
      await caller.saw(/terminated/, 30_000);
      for (const [format, reading] of Object.entries(FORMATS)) {
        const path = join(folder, 'sox.wav');
        const to = ['-r', '8000', '-e', 'signed-integer', '-b', '16', path];
        const run = spawnSync('sox', [...reading.split(' '), join(folder, `said.${format}`), ...to], {
          encoding: 'utf8',
        });
        expect(run.stderr, format).toBe('');
        const sound = readSound(path);
        expect(sound.samples.length / 8000, format).toBeCloseTo(1, 0);
        expect(amplitudeAt(sound, HUM_HZ, 300, 500), format).toBeGreaterThan(5000);
      }
    },
    40_000,
  );

  test('RFC 4733 digits drive Read and a menu', async () => {
    await Promise.all([call('read', 'read', ['--digits', 'WW123']), call('menu', 'menu', ['--digits', 'WW42'])]);
    expect(globals()).toMatch(/read_pread=123\/OK$/m);
    expect(globals()).toMatch(/menu_pmenu=chosen$/m);
  }, 20_000);

  test.skipIf(!haveSipp)(
    'INFO digits drive Read and a menu (needs sipp)',
    async () => {
      for (const [exten, digits] of [
        ['read', '123'],
        ['menu', '42'],
      ] as const) {
        const inside = { target: '[next_url]' };
        const presses = [...digits].flatMap((digit, index) => [
          sippAsk(
            sippRequest({
              ...inside,
              method: 'INFO',
              cseq: index + 2,
              more: ['Content-Type: application/dtmf-relay'],
              body: `Signal=${digit}\nDuration=120`,
            }),
          ),
          '<recv response="200"/>',
          // the last digit is followed by the BYE at once
          index === digits.length - 1 ? '' : '<pause milliseconds="300"/>',
        ]);
        const scenario = sippScenario('info', [
          sippAsk(sippRequest({ method: 'INVITE', cseq: 1, body: sippSdp(false) })),
          sippMayCome([100, 180, 183]),
          '<recv response="200" rrs="true"/>',
          sippSend(sippRequest({ ...inside, method: 'ACK', cseq: 1 })),
          '<pause milliseconds="1500"/>',
          ...presses,
          '<recv request="BYE"/>',
          sippSend(sippResponse('200 OK', { tag: '' })),
        ]);
        const run = await runSipp(scenario, [`127.0.0.1:${port}`, '-s', exten, '-m', '1', '-p', String(infoPort)]);
        expect(run.code, run.trace).toBe(0);
      }
      expect(globals()).toMatch(/read_sipp=123\/OK$/m);
      expect(globals()).toMatch(/menu_sipp=chosen$/m);
    },
    30_000,
  );

  test.skipIf(!haveSipp)(
    'digits that are nothing but tones drive Read and a menu (needs sipp)',
    async () => {
      for (const [exten, digits] of [
        ['read', '150'],
        ['menu', '42'],
      ] as const) {
        const soundFile = join(folder, `${exten}.ul`);
        writeFileSync(soundFile, keysAsSound(digits));
        const scenario = callerScenario({ exten, user: 'tones', soundFile, events: false });
        const run = await runSipp(scenario, [`127.0.0.1:${port}`, '-s', exten, '-m', '1', '-p', String(inbandPort)]);
        expect(run.code, run.trace).toBe(0);
      }
      expect(globals()).toMatch(/read_tones=150\/OK$/m);
      expect(globals()).toMatch(/menu_tones=chosen$/m);
    },
    30_000,
  );
});
