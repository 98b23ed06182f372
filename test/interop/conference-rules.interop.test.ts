import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { type Baresip, haveBaresip, toneWav } from '../support/baresip.ts';
import { HummingPhones } from '../support/humming-phones.ts';
import { until } from '../support/until.ts';

const TONES = [500, 800, 1100, 1400];
const MUSIC = 1700;
const phones = new HummingPhones(TONES, SIP_PORT);
const folder = mkdtempSync(join(tmpdir(), 'asterism-rules-'));

const FILES = {
  ...BASE_FILES,
  'pjsip.conf': '',
  'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\ncontext=nowhere\n${phones.sections('office')}`,
  'musiconhold.conf': `[default]\nmode=files\ndirectory=${folder}/moh\n`,
  'meetme.conf': '[rooms]\nconf => 4,123\n',
  'confbridge.conf': `[general]
[talker]
type=user
quiet=yes
announce_only_user=no
[guest](talker)
wait_marked=yes
end_marked=yes
music_on_hold_when_empty=yes
[chief](talker)
marked=yes
[small]
type=bridge
max_members=2
record_conference=yes
record_file=${folder}/small.wav
`,
  'extensions.conf': `[nowhere]
[office]
exten => room,1,Answer()
 same => n,ConfBridge(1,,talker)
exten => guest,1,Answer()
 same => n,ConfBridge(2,,guest)
exten => chief,1,Answer()
 same => n,ConfBridge(2,,chief)
exten => small,1,Answer()
 same => n,ConfBridge(3,small,talker)
exten => pin,1,Answer()
 same => n,MeetMe(4,q)
exten => marked,1,Answer()
 same => n,MeetMe(5,dqA)
exten => waits,1,Answer()
 same => n,MeetMe(5,dqwxM)
exten => muted,1,Answer()
 same => n,MeetMe(5,dqmp)
 same => n,Set(GLOBAL(left)=yes)
exten => deaf,1,Answer()
 same => n,MeetMe(5,dqt)
exten => all,1,Page(SIP/phone1&SIP/phone2,q)
exten => music,1,Answer()
 same => n,StartMusicOnHold()
 same => n,Wait(3)
 same => n,StopMusicOnHold()
 same => n,Wait(2)
`,
};

describe.skipIf(!haveBaresip)('the rules of conferences with real phones (needs baresip-core)', () => {
  let pbx: Running;

  beforeAll(async () => {
    mkdirSync(join(folder, 'moh'));
    writeFileSync(join(folder, 'moh', 'music.wav'), toneWav(MUSIC, 20));
    pbx = await asterismTarget().start(FILES);
  });

  afterEach(() => phones.stop());

  afterAll(async () => {
    await pbx.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Waits until a listing of rooms counts so many in one. */
  const counts = (listing: string, room: number, members: number): Promise<void> =>
    until(async () => {
      const row = (await pbx.rxAside(listing)).split('\n').find((line) => line.startsWith(`${room} `));
      return Number(row?.split(/ +/)[1] ?? 0) === members;
    }, 20_000);
  /** How loud the music is in the last two seconds that a phone has heard. */
  const music = (phone: Baresip): number => {
    const sound = readSound(phone.heard().at(-1) ?? '');
    return amplitudeAt(sound, MUSIC, sound.samples.length / 8 - 2000, 2000);
  };
  const channelOf = async (room: number, phone: number): Promise<string> =>
    new RegExp(`SIP/phone${phone}-\\w+`).exec(await pbx.rxAside(`confbridge list ${room}`))?.[0] ?? '';

  test('guests hear music until the marked one comes, and are sent away when it goes', async () => {
    const guest = await phones.open(0, '/dial guest');
    const other = await phones.open(1, '/dial guest');
    await counts('confbridge list', 2, 2);
    expect(await phones.hears(guest)).toEqual([]);
    expect(music(guest)).toBeGreaterThan(1000);
    const chief = await phones.open(2, '/dial chief');
    await counts('confbridge list', 2, 3);
    expect(await phones.hears(guest)).toEqual([1, 2]);
    expect(phones.lastHeard(other)).toEqual([0, 2]);
    chief.run('/hangup');
    await guest.saw(/terminated/);
    await other.saw(/terminated/);
  });

  test('the console mutes, locks and sends away', async () => {
    const [one, two, three] = [
      await phones.open(0, '/dial room'),
      await phones.open(1, '/dial room'),
      await phones.open(2, '/dial room'),
    ];
    await counts('confbridge list', 1, 3);
    await pbx.rxAside(`confbridge mute 1 ${await channelOf(1, 1)}`);
    expect(await phones.hears(one)).toEqual([2]);
    await pbx.rxAside(`confbridge unmute 1 ${await channelOf(1, 1)}`);
    expect(await phones.hears(one)).toEqual([1, 2]);
    await pbx.rxAside('confbridge lock 1');
    const late = await phones.open(3, '/dial room');
    await late.saw(/terminated|session closed/i);
    await pbx.rxAside('confbridge unlock 1');
    await pbx.rxAside(`confbridge kick 1 ${await channelOf(1, 2)}`);
    await three.saw(/terminated/);
    expect(await phones.hears(two)).toEqual([0]);
  });

  test('a room takes so many and no more, and is recorded', async () => {
    const first = await phones.open(0, '/dial small');
    const second = await phones.open(1, '/dial small');
    await counts('confbridge list', 3, 2);
    const third = await phones.open(2, '/dial small');
    await third.saw(/terminated|session closed/i);
    expect(await phones.hears(first)).toEqual([1]);
    first.run('/hangup');
    second.run('/hangup');
    await first.saw(/terminated/);
    await second.saw(/terminated/);
    await until(async () => !(await pbx.rxAside('confbridge list')).includes('\n3 '));
    const [name = ''] = readdirSync(folder).filter((file) => file.startsWith('small'));
    const sound = readSound(join(folder, name));
    const middle = sound.samples.length / 8 / 2;
    expect(TONES.map((tone) => amplitudeAt(sound, tone, middle - 500, 1000) > 1500)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('a MeetMe room with a PIN lets in who knows it', async () => {
    const one = await phones.open(0, '/dial pin');
    await one.saw(/Call established/);
    await phones.listen([one], 1);
    for (const key of '999#') one.run(`/sndcode ${key}`);
    await phones.listen([one], 3);
    expect(await pbx.rxAside('meetme list')).toContain('No active MeetMe conferences');
    for (const key of '123#') one.run(`/sndcode ${key}`);
    await counts('meetme list', 4, 1);
  });

  test('in MeetMe one waits with music for the marked, one is muted until it presses #, one talks only, and the last end with the marked', async () => {
    const waits = await phones.open(1, '/dial waits');
    const muted = await phones.open(2, '/dial muted');
    await counts('meetme list', 5, 2);
    expect(await phones.hears(waits)).toEqual([]);
    expect(music(waits)).toBeGreaterThan(1000);
    expect(music(muted)).toBeLessThan(100);
    const marked = await phones.open(0, '/dial marked');
    const talks = await phones.open(3, '/dial deaf');
    await counts('meetme list', 5, 4);
    expect(await phones.hears(waits)).toEqual([0, 3]);
    expect(music(waits)).toBeLessThan(100);
    expect(await phones.hears(muted)).toEqual([0, 1, 3]);
    expect(phones.lastHeard(talks)).toEqual([]);
    muted.run('/sndcode #');
    await muted.saw(/terminated/);
    expect(await pbx.rxAside('dialplan show globals')).toMatch(/left=yes/);
    marked.run('/hangup');
    await waits.saw(/terminated/);
  });

  test('who pages is heard on every phone, and hears none of them', async () => {
    const [one, two] = [await phones.open(1), await phones.open(2)];
    const pager = await phones.open(0, '/dial all');
    await one.saw(/Call established/);
    await two.saw(/Call established/);
    expect(await phones.hears(one)).toEqual([0]);
    expect(phones.lastHeard(two)).toEqual([0]);
    expect(phones.lastHeard(pager)).toEqual([]);
  });

  test('music plays while the dialplan goes on, until it is stopped', async () => {
    const one = await phones.open(0, '/dial music');
    await one.saw(/terminated/);
    const sound = readSound(one.heard().at(-1) ?? '');
    const halves = Math.floor(sound.samples.length / 4000);
    const heard = Array.from({ length: halves }, (_, n) => amplitudeAt(sound, MUSIC, n * 500, 500) > 1500);
    expect(heard.filter(Boolean).length).toBeGreaterThanOrEqual(5);
    expect(heard.filter(Boolean).length).toBeLessThanOrEqual(8);
  });
});
