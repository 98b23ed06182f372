import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { haveBaresip, toneWav } from '../support/baresip.ts';
import { ConferenceRoom, lastSecond } from '../support/conference-room.ts';
import { HummingPhones } from '../support/humming-phones.ts';
import { TonePrompts } from '../support/tone-prompts.ts';
import { until } from '../support/until.ts';

const TONES = [500, 800, 1100, 1400];
const MUSIC = 1700;
/** Each test has four phones and a room of its own, so that several run at once. */
const groups = Array.from({ length: 9 }, (_, index) => new HummingPhones(TONES, SIP_PORT, 4 * index));

/** The sounds of a bridge profile, each to be known again by its tone. */
const SOUNDS = `join leave has_joined has_left kicked muted unmuted only_person only_one there_are other_in_party
wait_for_leader leader_has_left get_pin invalid_pin locked locked_now unlocked_now error_menu
participants_muted participants_unmuted begin`.split(/\s+/);
const prompts = new TonePrompts([...SOUNDS, 'hint'], { firstHz: 1840, stepHz: 70, seconds: 0.4 });

const USERS = {
  plain: '',
  counted: 'announce_user_count=yes',
  all: 'announce_user_count_all=yes',
  alone: 'announce_only_user=no',
  pinned: 'pin=4321',
  hushed: 'quiet=yes',
  named: 'announce_join_leave=yes',
  chief: 'marked=yes\nadmin=yes',
  guest: 'wait_marked=yes\nend_marked=yes\nmusic_on_hold_when_empty=yes',
  silent: 'quiet=yes\nstartmuted=yes',
  single: 'quiet=yes\nmusic_on_hold_when_empty=yes',
  patient: 'wait_marked=yes\nmusic_on_hold_when_empty=yes',
};

const MENU = `1=toggle_mute
2=leave_conference
3=admin_kick_last
4=increase_listening_volume
5=decrease_listening_volume
6=admin_toggle_conference_lock
7=playback(FOLDER/hint)
8=participant_count
9=admin_toggle_mute_participants
0=dialplan_exec(aside,s,1)
*4=increase_talking_volume
*5=decrease_talking_volume
`;

/** @param seen the folder of the prompts as the PBX sees it. */
function files(seen: string): Record<string, string> {
  const sounds = SOUNDS.map((name) => `sound_${name}=${seen}/${name}\n`).join('');
  const users = Object.entries(USERS).map(([name, lines]) => `[${name}]\ntype=user\n${lines}\n`);
  return {
    ...BASE_FILES,
    'pjsip.conf': '',
    'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\ncontext=nowhere\n${groups.map((phones) => phones.sections('office')).join('')}`,
    'musiconhold.conf': `[default]\nmode=files\ndirectory=${seen}/moh\n`,
    'confbridge.conf': `[general]\n[hall]\ntype=bridge\n${sounds}${users.join('')}[keys]\ntype=menu\n${MENU.replace('FOLDER', seen)}`,
    'extensions.conf': `[nowhere]
[office]
exten => _XX.,1,Answer()
 same => n,ConfBridge(\${EXTEN:0:2},hall,\${EXTEN:2},keys)
 same => n,Set(DB(left/\${EXTEN})=\${CONFBRIDGE_RESULT})
 same => n,Hangup()
[aside]
exten => s,1,Playback(${seen}/hint)
 same => n,Set(DB(aside/members)=\${CONFBRIDGE_INFO(parties,10)}\${CONFBRIDGE_INFO(admins,10)}\${CONFBRIDGE_INFO(marked,10)}\${CONFBRIDGE_INFO(locked,10)})
`,
  };
}

const targets = [asterismTarget(), asteriskTarget()].flatMap((target) => target ?? []);
const NEEDS = 'needs baresip-core; a real Asterisk by ASTERISK_ROOT or installed';

const roomOf = (pbx: Running, group: number): ConferenceRoom =>
  new ConferenceRoom({ pbx, prompts, phones: groups[group], number: String(10 + group), listing: 'confbridge list' });

describe.skipIf(!haveBaresip).each(targets)(`what phones hear in ConfBridge on $name (${NEEDS})`, (target) => {
  const root = target.name === 'asterisk' ? (process.env['ASTERISK_ROOT'] ?? '') : '';
  const folder = mkdtempSync(join(root, '/var/tmp', 'prompts-'));
  let pbx: Running;

  beforeAll(async () => {
    prompts.write(folder);
    mkdirSync(join(folder, 'moh'));
    writeFileSync(join(folder, 'moh', 'music.wav'), toneWav(MUSIC, 20));
    pbx = await target.start(files(folder.slice(root.length)));
  });

  afterAll(async () => {
    await pbx?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.concurrent('the menu of somebody: muted, aside in the dialplan, a prompt, the count, what it may not do, and out', async () => {
    await using room = roomOf(pbx, 0);
    const first = await room.come(0, 'alone', 1);
    await room.heard(first, ['join']);
    const second = await room.come(1, 'alone', 2);
    await room.heard(second, ['join']);
    second.run('/sndcode 1');
    await room.hears(first, []);
    expect((await room.flags()).join()).toContain('m');
    await room.heard(second, ['join', 'muted']);
    second.run('/sndcode 1');
    await room.hears(first, [1]);
    const told = ['join', 'muted', 'unmuted'];
    await room.heard(second, told);
    second.run('/sndcode 0');
    expect(await room.kept('aside members')).toBe('2000');
    await room.hears(second, [0]);
    told.push('hint');
    for (const [key, prompt] of [
      ['7', 'hint'],
      ['8', 'only_one'],
      ['3', 'error_menu'],
    ] as const) {
      second.run(`/sndcode ${key}`);
      await room.heard(second, [...told, prompt]);
      await room.hears(second, [0]);
      told.push(prompt);
    }
    second.run('/sndcode 2');
    expect(await room.kept(`left ${room.number}alone`)).toBe('DTMF');
    await room.heard(first, ['join', 'join', 'leave']);
  });

  test.concurrent('who comes is told who else is there, and the others that somebody comes and goes', async () => {
    await using room = roomOf(pbx, 1);
    const first = await room.come(0, 'plain', 1);
    await room.heard(first, ['only_person', 'join']);
    const second = await room.come(1, 'counted', 2);
    await room.heard(second, ['only_one', 'join']);
    const third = await room.come(2, 'all', 3);
    await room.heard(third, ['join']);
    // what is said to all is over
    await room.hears(third, [0, 1]);
    const fourth = await room.come(3, 'hushed', 4);
    await room.hears(fourth, [0, 1, 2]);
    second.run('/hangup');
    await room.heard(first, ['only_person', 'join', 'join', 'there_are', 'other_in_party', 'join', 'leave']);
    await room.heard(second, ['only_one', 'join', 'there_are', 'other_in_party', 'join']);
    await room.heard(third, ['join', 'leave']);
    await room.heard(fourth, ['leave']);
  });

  test.concurrent('a PIN is asked for until it is right', async () => {
    await using room = roomOf(pbx, 2);
    const one = await room.open(0, 'pinned');
    await room.hearing(one, ['get_pin']);
    for (const key of '99#') one.run(`/sndcode ${key}`);
    await room.hearing(one, ['get_pin', 'invalid_pin', 'get_pin']);
    await room.counts(0);
    for (const key of '4321#') one.run(`/sndcode ${key}`);
    await room.hearing(one, ['get_pin', 'invalid_pin', 'get_pin', 'only_person', 'join']);
  });

  test.concurrent('who waits hears music until the marked one comes; when it goes, some go and some wait again', async () => {
    await using room = roomOf(pbx, 3);
    const guest = await room.come(0, 'guest', 1);
    await room.music(guest, MUSIC, true);
    const patient = await room.come(1, 'patient', 2);
    await room.music(patient, MUSIC, true);
    // that it came is said to an empty room meanwhile
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const chief = await room.come(2, 'chief', 3);
    await room.hears(guest, [1, 2]);
    await room.music(guest, MUSIC, false);
    expect((await room.flags()).sort()).toEqual(['AM', 'W', 'WE']);
    await room.heard(guest, ['wait_for_leader', 'begin', 'join']);
    const stays = await room.come(3, 'alone', 4);
    await room.heard(stays, ['join']);
    chief.run('/hangup');
    await room.hearing(guest, ['wait_for_leader', 'begin', 'join', 'join', 'kicked']);
    await room.heard(stays, ['join', 'leave', 'leader_has_left']);
    await room.hearing(patient, ['wait_for_leader', 'begin', 'join', 'join']);
    await room.music(patient, MUSIC, true);
    expect(await room.kept(`left ${room.number}guest`)).toBe('ENDMARKED');
  });

  test.concurrent('who is alone hears music until another comes; who comes in muted is heard once it presses 1', async () => {
    await using room = roomOf(pbx, 8);
    const single = await room.come(0, 'single', 1);
    await room.music(single, MUSIC, true);
    const silent = await room.come(1, 'silent', 2);
    await room.music(single, MUSIC, false);
    await room.hears(silent, [0]);
    await room.hears(single, []);
    expect((await room.flags()).join()).toContain('m');
    silent.run('/sndcode 1');
    await room.hears(single, [1]);
    silent.run('/hangup');
    await room.music(single, MUSIC, true);
  });

  test.concurrent('what one hears becomes louder and softer by its menu, and nobody else’s does', async () => {
    await using room = roomOf(pbx, 4);
    await room.come(0, 'hushed', 1);
    const second = await room.come(1, 'hushed', 2);
    const third = await room.come(2, 'hushed', 3);
    await room.hears(second, [0, 2]);
    const [tone = 0] = TONES;
    const before = lastSecond(second, tone);
    for (let times = 0; times < 3; times++) second.run('/sndcode 5');
    await until(() => lastSecond(second, tone) < 0.6 * before, 10_000);
    expect(lastSecond(third, tone)).toBeGreaterThan(0.9 * before);
    for (let times = 0; times < 3; times++) second.run('/sndcode 4');
    await until(() => lastSecond(second, tone) > 0.9 * before, 10_000);
  });

  test.concurrent('how loud one is to all others is up to its menu, and others are as loud as before', async () => {
    await using room = roomOf(pbx, 7);
    const first = await room.come(0, 'hushed', 1);
    const second = await room.come(1, 'hushed', 2);
    const third = await room.come(2, 'hushed', 3);
    await room.hears(first, [1, 2]);
    await room.hears(third, [0, 1]);
    const [othersTone = 0, tone = 0] = TONES;
    const usual = lastSecond(third, tone);
    const turn = (keys: string, times: number): void => {
      for (const key of keys.repeat(times)) second.run(`/sndcode ${key}`);
    };
    /** In decibels, against before, for both of the others. */
    const becomes = (decibels: number): Promise<void> =>
      until(
        () =>
          [first, third].every((phone) => {
            const heard = 20 * Math.log10(lastSecond(phone, tone) / usual);
            return Math.abs(heard - decibels) < 1;
          }),
        10_000,
      );
    turn('*5', 3);
    await becomes(-10);
    turn('*4', 5);
    await becomes(6);
    expect(lastSecond(third, othersTone) / usual).toBeCloseTo(1, 1);
  });

  test.concurrent('an administrator locks the room, mutes all others, and sends out who came last', async () => {
    await using room = roomOf(pbx, 5);
    const chief = await room.come(0, 'chief', 1);
    await room.heard(chief, ['only_person', 'join']);
    const first = await room.come(1, 'alone', 2);
    await room.heard(first, ['join']);
    await room.hears(first, [0]);
    const second = await room.come(2, 'alone', 3);
    await room.heard(second, ['join']);
    await room.hears(second, [0, 1]);
    chief.run('/sndcode 6');
    await room.heard(chief, ['only_person', 'join', 'join', 'join', 'locked_now']);
    const late = await room.open(3, 'hushed');
    await room.hearing(late, ['locked']);
    await late.saw(/terminated|session closed/i);
    chief.run('/sndcode 9');
    await room.hears(first, [0]);
    await room.heard(chief, ['only_person', 'join', 'join', 'join', 'locked_now', 'participants_muted']);
    chief.run('/sndcode 3');
    await second.saw(/terminated/);
    expect(await room.kept(`left ${room.number}alone`)).toBe('KICKED');
    await room.heard(chief, ['only_person', 'join', 'join', 'join', 'locked_now', 'participants_muted', 'leave']);
    await room.heard(first, ['join', 'join', 'participants_muted', 'leave']);
    await room.hearing(second, ['join', 'participants_muted', 'kicked']);
  });

  test.concurrent('who says its name is announced by it as it comes and goes', async () => {
    await using room = roomOf(pbx, 6);
    const first = await room.come(0, 'alone', 1);
    await room.heard(first, ['join']);
    const named = await room.open(1, 'named');
    await named.saw(/Call established/);
    await room.counts(1);
    // it says its name after a beep; what is pressed before that counts for nothing
    await until(async () => {
      named.run('/sndcode #');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return prompts.heardBy(named).includes('join');
    }, 20_000);
    await room.heard(first, ['join', 'has_joined', 'join']);
    await room.heard(named, ['join']);
    await room.counts(2);
    named.run('/hangup');
    await room.heard(first, ['join', 'has_joined', 'join', 'has_left', 'leave']);
  });
});
