import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { type Baresip, haveBaresip, openBaresip, toneWav } from '../support/baresip.ts';
import { haveSipp, runSipp } from '../support/sipp.ts';
import {
  sippAsk,
  sippMayCome,
  sippRequest,
  sippScenario,
  sippSdp,
  sippSend,
  TO_PBX,
} from '../support/sipp-scenario.ts';

const TONES = [500, 800, 1100, 1400];
const MUSIC = 1700;
/** Above it a frequency is heard, below it is not: the phones hum at 8000. */
const HEARD = 1500;
const BYTES_A_SECOND = 16_000;

const FILES = {
  ...BASE_FILES,
  'pjsip.conf': '',
  'sip.conf': [
    '[general]',
    `udpbindaddr=127.0.0.1:${SIP_PORT}`,
    'context=nowhere',
    '[phone](!)',
    'type=friend',
    'host=dynamic',
    'context=office',
    'disallow=all',
    'allow=ulaw',
    'directmedia=no',
    ...TONES.flatMap((_, index) => [`[phone${index}](phone)`, 'secret=secret']),
    '[sipp]',
    'type=peer',
    'host=127.0.0.1',
    'insecure=port,invite',
    'context=office',
    'disallow=all',
    'allow=ulaw',
    'directmedia=no',
    '',
  ].join('\n'),
  'confbridge.conf': '[general]\n[talker]\ntype=user\nquiet=yes\nannounce_only_user=no\n',
  'extensions.conf': [
    '[nowhere]',
    '[office]',
    'exten => room,1,Answer()',
    ' same => n,ConfBridge(1,,talker)',
    'exten => meet,1,Answer()',
    ' same => n,MeetMe(1,dq)',
    'exten => first,1,Dial(SIP/phone0,20)',
    '',
  ].join('\n'),
};

const missing = !haveBaresip || !haveSipp;

/** Waits for what a program brings about. */
async function until(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: not within 20 s`);
}

/** What a phone heard in the last two seconds of its call. */
function lastHeard(phone: Baresip, tones: readonly number[]): number[] {
  const sound = readSound(phone.heard().at(-1) ?? '');
  const fromMs = Math.max(0, sound.samples.length / 8 - 2000);
  return tones.filter((tone) => amplitudeAt(sound, tone, fromMs, 2000) > HEARD);
}

describe.skipIf(missing)('conferences and music with real phones (needs baresip-core and sip-tester)', () => {
  const phones: Baresip[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'asterism-conference-'));
  let pbx: Running;

  beforeAll(async () => {
    const moh = join(folder, 'moh');
    mkdirSync(moh);
    writeFileSync(join(moh, 'music.wav'), toneWav(MUSIC, 20));
    for (const tone of TONES) writeFileSync(join(folder, `${tone}.wav`), toneWav(tone, 60));
    pbx = await asterismTarget().start({ ...FILES, 'musiconhold.conf': `[default]\nmode=files\ndirectory=${moh}\n` });
  });

  afterEach(async () => {
    for (const phone of phones.splice(0)) await phone.stop();
  });

  afterAll(async () => {
    await pbx.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A phone that hums its tone. */
  async function phone(index: number, commands: readonly string[] = []): Promise<Baresip> {
    const opened = await openBaresip({
      user: `phone${index}`,
      secret: 'secret',
      pbxPort: SIP_PORT,
      sipPort: 26_400 + index * 10,
      rtpPort: 27_400 + index * 100,
      say: join(folder, `${TONES[index]}.wav`),
      answer: 'auto',
      commands,
    });
    phones.push(opened);
    await opened.saw(/200 OK.*binding/);
    return opened;
  }

  async function meet(
    exten: string,
    members: (running: Running) => Promise<number>,
    running: Running,
  ): Promise<number[][]> {
    for (let index = 0; index < TONES.length; index++) await phone(index, [`/dial ${exten}`]);
    await until('all are in the room', async () => (await members(running)) === TONES.length);
    const size = (one: Baresip): number => statSync(one.heard().at(-1) ?? '', { throwIfNoEntry: false })?.size ?? 0;
    const before = phones.map(size);
    await until('all have heard the others', () =>
      phones.every((one, index) => size(one) > (before[index] ?? 0) + 4 * BYTES_A_SECOND),
    );
    for (const one of phones) await one.stop();
    return phones.map((one) => lastHeard(one, TONES));
  }

  const others = TONES.map((own) => TONES.filter((tone) => tone !== own));

  test('in ConfBridge each phone hears all the others and not itself', async () => {
    const members = async (running: Running): Promise<number> =>
      Number(/^1 +(\d+)/m.exec(await running.rxAside('confbridge list'))?.[1] ?? 0);
    expect(await meet('room', members, pbx)).toEqual(others);
  }, 60_000);

  test('in MeetMe too', async () => {
    const members = async (running: Running): Promise<number> =>
      Number(/^1 +(\d+)/m.exec(await running.rxAside('meetme list'))?.[1] ?? 0);
    expect(await meet('meet', members, pbx)).toEqual(others);
  }, 60_000);

  test('a phone that is put on hold hears music until it is taken back', async () => {
    const held = await phone(0);
    const body = (direction: string): string => `${sippSdp(false)}\na=${direction}`;
    const inside = (method: string, cseq: number, text?: string): string =>
      sippRequest({ method, cseq, target: '[next_url]', ...(text !== undefined && { body: text }) });
    const change = (cseq: number, direction: string): string[] => [
      sippAsk(inside('INVITE', cseq, body(direction)).replace(`To: <${TO_PBX}>`, `To: <${TO_PBX}>[peer_tag_param]`)),
      sippMayCome([100]),
      '<recv response="200" rrs="true"/>',
      sippSend(inside('ACK', cseq)),
    ];
    const scenario = sippScenario('holder', [
      sippAsk(sippRequest({ method: 'INVITE', cseq: 1, body: body('sendrecv') })),
      sippMayCome([100, 180, 183]),
      '<recv response="200" rrs="true"/>',
      sippSend(inside('ACK', 1)),
      '<pause milliseconds="1500"/>',
      ...change(2, 'sendonly'),
      '<pause milliseconds="4000"/>',
      ...change(3, 'sendrecv'),
      '<pause milliseconds="3000"/>',
      sippAsk(inside('BYE', 4)),
      '<recv response="200"/>',
    ]);
    const run = await runSipp(scenario, [`127.0.0.1:${SIP_PORT}`, '-s', 'first', '-m', '1', '-p', '26490']);
    expect(run.code).toBe(0);
    await held.stop();
    const sound = readSound(held.heard()[0] ?? '');
    const lengthMs = sound.samples.length / 8;
    const seconds = Array.from(
      { length: Math.floor(lengthMs / 500) },
      (_, n) => amplitudeAt(sound, MUSIC, n * 500, 500) > HEARD,
    );
    expect(seconds.filter(Boolean).length).toBeGreaterThanOrEqual(6);
    expect(seconds.filter(Boolean).length).toBeLessThanOrEqual(9);
  }, 60_000);
});
