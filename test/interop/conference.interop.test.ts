import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { type Baresip, haveBaresip, toneWav } from '../support/baresip.ts';
import { HummingPhones } from '../support/humming-phones.ts';
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
import { until } from '../support/until.ts';

const TONES = [500, 800, 1100, 1400];
const MUSIC = 1700;
/** Above it a frequency is heard, below it is not. */
const HEARD = 1500;

const phones = new HummingPhones(TONES, SIP_PORT);
const FILES = {
  ...BASE_FILES,
  'pjsip.conf': '',
  'sip.conf': [
    '[general]',
    `udpbindaddr=127.0.0.1:${SIP_PORT}`,
    'context=nowhere',
    phones.sections('office'),
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

describe.skipIf(missing)('conferences and music with real phones (needs baresip-core and sip-tester)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-conference-'));
  let pbx: Running;

  beforeAll(async () => {
    const moh = join(folder, 'moh');
    mkdirSync(moh);
    writeFileSync(join(moh, 'music.wav'), toneWav(MUSIC, 20));
    pbx = await asterismTarget().start({ ...FILES, 'musiconhold.conf': `[default]\nmode=files\ndirectory=${moh}\n` });
  });

  afterEach(() => phones.stop());

  afterAll(async () => {
    await pbx.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Whom each of four hears, once all are in the room. */
  async function meet(exten: string, listing: string): Promise<number[][]> {
    const inside: Baresip[] = [];
    for (const index of TONES.keys()) inside.push(await phones.open(index, `/dial ${exten}`));
    const members = async (): Promise<number> => Number(/^1 +(\d+)/m.exec(await pbx.rxAside(listing))?.[1] ?? 0);
    await until(async () => (await members()) === TONES.length, 20_000);
    await phones.listen(inside, 4);
    return inside.map((one) => phones.lastHeard(one));
  }

  const others = [...TONES.keys()].map((own) => [...TONES.keys()].filter((one) => one !== own));

  test('in ConfBridge each phone hears all the others and not itself', async () => {
    expect(await meet('room', 'confbridge list')).toEqual(others);
  }, 60_000);

  test('in MeetMe too', async () => {
    expect(await meet('meet', 'meetme list')).toEqual(others);
  }, 60_000);

  test('a phone that is put on hold hears music until it is taken back', async () => {
    const held = await phones.open(0);
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
