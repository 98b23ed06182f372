import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { amplitudeAt, readSound, type Sound, sine, wavBytes } from '../support/audio.ts';
import type { FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const PROFILES = `
[plain]
type=user
announce_only_user=no
quiet=yes
[waits](plain)
type=user
wait_marked=yes
end_marked=yes
music_on_hold_when_empty=yes
[leader](plain)
type=user
marked=yes
[boss](plain)
type=user
admin=yes
[keys]
type=menu
1=toggle_mute
2=leave_conference
3=admin_kick_last
4=dialplan_exec(default,aside,1)
5=playback_and_continue(long)
52=leave_conference
*1=admin_toggle_conference_lock
6=decrease_listening_volume
7=admin_toggle_mute_participants
`;

const room = (profile: string, more = ''): string =>
  `,1,Answer\n same => n,ConfBridge(r${more},,${profile},keys)\n same => n,NoOp(\${CONFBRIDGE_RESULT})`;

async function open(more: { extensions?: string; profiles?: string } = {}): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': [
        '[default]',
        ...['plain', 'waits', 'leader', 'boss'].map((profile) => `exten => ${profile}${room(profile)}`),
        'exten => aside,1,NoOp(aside)\n same => n,Playback(long)\n same => n,NoOp(back)',
        'exten => h,1,NoOp(h ${CONFBRIDGE_RESULT})',
        more.extensions ?? '',
        '',
      ].join('\n'),
      'confbridge.conf': PROFILES + (more.profiles ?? ''),
    },
  });
  pbx.prompt('long', sine(2000, 3000));
  for (const name of [
    'conf-kicked',
    'conf-muted',
    'conf-unmuted',
    'conf-leaderhasleft',
    'conf-errormenu',
    'confbridge-join',
    'confbridge-leave',
    'confbridge-conf-begin',
    'conf-lockednow',
    'conf-locked',
    'conf-now-muted',
  ])
    pbx.prompt(name, sine(3000, 200));
  mkdirSync(join(pbx.directories.data, 'moh'), { recursive: true });
  writeFileSync(join(pbx.directories.data, 'moh', 'music.wav'), wavBytes(sine(1500, 5000)));
  return pbx;
}

const cli = async (pbx: TestPbx, line: string): Promise<string> =>
  (await pbx.pbx.ports.use(commandsPort).run(line)).text;

/** What each of the calls hears for a second, as the frequencies among `tones` that are in it. */
async function heard(pbx: TestPbx, calls: readonly FakeCall[], tones: readonly number[]): Promise<number[][]> {
  calls.forEach((call, index) => {
    call.listen(join(pbx.folder, `heard-${index}.wav`));
  });
  await pbx.clock.advance(1000);
  const sounds: Sound[] = [];
  for (const call of calls) sounds.push(await call.heard());
  return sounds.map((sound) => tones.filter((tone) => amplitudeAt(sound, tone, 200, 700) > 500));
}

/** Somebody calls in and hums. */
function caller(pbx: TestPbx, name: string, exten: string, frequencyHz: number): FakeCall {
  const call = pbx.call(name, exten);
  call.hum(frequencyHz);
  return call;
}

const results = (pbx: TestPbx): string[] =>
  pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/, '$1'));

describe('ConfBridge', () => {
  test('each hears all the others; who hangs up is gone, and the last one closes the room', async () => {
    await using pbx = await open();
    const calls = [caller(pbx, 'a', 'plain', 500), caller(pbx, 'b', 'plain', 700), caller(pbx, 'c', 'plain', 900)];
    await pbx.clock.advance(1500);
    const tones = [500, 700, 900];
    expect(await heard(pbx, calls, tones)).toEqual([
      [700, 900],
      [500, 900],
      [500, 700],
    ]);
    expect(await cli(pbx, 'confbridge list')).toBe(
      'Conference Bridge Name           Users  Marked Locked Muted\n' +
        '================================ ====== ====== ====== =====\n' +
        'r                                     3      0 No     No\n',
    );
    calls[0]?.hangUp();
    await pbx.clock.advance(500);
    expect(await heard(pbx, calls.slice(1), tones)).toEqual([[900], [700]]);
    for (const call of calls.slice(1)) call.hangUp();
    await pbx.clock.advance(500);
    expect((await cli(pbx, 'confbridge list')).split('\n')).toHaveLength(3);
    expect(results(pbx)).toEqual(['h HANGUP', 'h HANGUP', 'h HANGUP']);
  });

  test('who waits for a marked one hears and is heard by nobody until it comes, and leaves with it', async () => {
    await using pbx = await open();
    const a = caller(pbx, 'a', 'waits', 500);
    const b = caller(pbx, 'b', 'waits', 700);
    await pbx.clock.advance(1500);
    expect(await heard(pbx, [a, b], [500, 700, 1500])).toEqual([[1500], [1500]]);
    expect(await cli(pbx, 'confbridge list r')).toContain(
      ' WEw    waits            default_bridge   keys             a\n',
    );
    const leader = caller(pbx, 'l', 'leader', 900);
    await pbx.clock.advance(1500);
    expect(await heard(pbx, [a, b, leader], [500, 700, 900, 1500])).toEqual([
      [700, 900],
      [500, 900],
      [500, 700],
    ]);
    leader.hangUp();
    await pbx.finish(a);
    await pbx.finish(b);
    expect(results(pbx)).toEqual(['h HANGUP', 'ENDMARKED', 'ENDMARKED', 'h ENDMARKED', 'h ENDMARKED']);
  });

  test('the menu: mute, aside in the dialplan, volume, leave', async () => {
    await using pbx = await open();
    const a = caller(pbx, 'a', 'plain', 500);
    const b = caller(pbx, 'b', 'plain', 700);
    await pbx.clock.advance(1500);
    void a.press('1');
    await pbx.clock.advance(1500);
    expect(await heard(pbx, [b], [500])).toEqual([[]]);
    expect(await cli(pbx, 'confbridge list r')).toMatch(/;?\S+ +m +plain/);
    void a.press('1');
    await pbx.clock.advance(1500);
    expect(await heard(pbx, [b], [500])).toEqual([[500]]);
    void a.press('4');
    await pbx.clock.advance(800);
    expect(await heard(pbx, [a], [700, 2000])).toEqual([[2000]]);
    await pbx.clock.advance(3000);
    expect(await heard(pbx, [a], [700, 2000])).toEqual([[700]]);
    void a.press('5');
    await pbx.clock.advance(1600);
    void a.press('2');
    await pbx.finish(a);
    expect(results(pbx)).toEqual(['aside', 'back', 'DTMF', 'h DTMF']);
    b.hangUp();
    await pbx.finish(b);
  });

  test('administrators kick the last one, lock the room, and mute the others', async () => {
    await using pbx = await open();
    const boss = caller(pbx, 'boss', 'boss', 500);
    const b = caller(pbx, 'b', 'plain', 700);
    const c = caller(pbx, 'c', 'plain', 900);
    await pbx.clock.advance(1500);
    void boss.press('7');
    await pbx.clock.advance(1500);
    expect(await heard(pbx, [boss, b], [500, 700, 900])).toEqual([[], [500]]);
    void b.press('3');
    await pbx.clock.advance(1000);
    void boss.press('3');
    await pbx.finish(c);
    expect(results(pbx)).toEqual(['KICKED', 'h KICKED']);
    void boss.press('*1');
    await pbx.clock.advance(500);
    const late = caller(pbx, 'd', 'plain', 1100);
    await pbx.finish(late);
    expect(results(pbx).slice(2)).toEqual(['h FAILED']);
    for (const call of [boss, b]) call.hangUp();
    await pbx.finish(b);
  });

  test('a PIN, the most who may take part, a time limit, and a room that is recorded', async () => {
    await using pbx = await open({
      extensions: 'exten => pin,1,Answer\n same => n,ConfBridge(s,small,pinned)\n same => n,NoOp(${CONFBRIDGE_RESULT})',
      profiles:
        '[pinned](plain)\ntype=user\npin=42\ntimeout=20\n[small]\ntype=bridge\nmax_members=1\nrecord_conference=yes\nrecord_file=meeting.wav\nrecord_file_timestamp=no\n',
    });
    for (const name of ['conf-getpin', 'conf-invalidpin']) pbx.prompt(name, sine(3000, 200));
    const a = caller(pbx, 'a', 'pin', 500);
    await pbx.clock.advance(1000);
    void a.press('41#');
    await pbx.clock.advance(3000);
    void a.press('42#');
    await pbx.clock.advance(2000);
    expect(await cli(pbx, 'confbridge list s')).toContain('pinned');
    const b = caller(pbx, 'b', 'pin', 700);
    await pbx.clock.advance(1000);
    void b.press('42#');
    await pbx.finish(b);
    await pbx.finish(a);
    expect(results(pbx)).toEqual(['h FAILED', 'TIMEOUT', 'h TIMEOUT']);
    const recorded = readSound(join(pbx.directories.spool, 'monitor', 'meeting.wav'));
    expect(amplitudeAt(recorded, 500, 2000, 3000)).toBeGreaterThan(2000);
    expect(recorded.samples.length / 8000).toBeGreaterThan(15);
  });

  test('CONFBRIDGE() makes profiles of its own, CONFBRIDGE_INFO() tells, and names are announced', async () => {
    await using pbx = await open({
      extensions: [
        'exten => own,1,Answer',
        ' same => n,Set(CONFBRIDGE(user,template)=plain)',
        ' same => n,Set(CONFBRIDGE(user,quiet)=no)',
        ' same => n,Set(CONFBRIDGE(user,announce_join_leave)=yes)',
        ' same => n,Set(CONFBRIDGE(user,nonsense)=yes)',
        ' same => n,Set(CONFBRIDGE(menu,7)=leave_conference)',
        ' same => n,ConfBridge(r)',
        'exten => info,1,NoOp(${CONFBRIDGE_INFO(parties,r)} ${CONFBRIDGE_INFO(marked,r)} ${CONFBRIDGE_INFO(locked,r)})',
      ].join('\n'),
    });
    pbx.prompt('vm-rec-name', sine(3000, 200));
    const a = caller(pbx, 'a', 'leader', 500);
    await pbx.clock.advance(1000);
    const own = pbx.call('o', 'own');
    await pbx.clock.advance(1200);
    own.hum(1700);
    await pbx.clock.advance(800);
    // who still says its name is not there yet
    await pbx.finish(pbx.call('i', 'info'));
    expect(results(pbx)).toContain('1 1 0');
    void own.press('#');
    a.listen(join(pbx.folder, 'announced.wav'));
    await pbx.clock.advance(2500);
    const announced = await a.heard();
    expect(amplitudeAt(announced, 1700, 0, 2400)).toBeGreaterThan(1000);
    await pbx.finish(pbx.call('i', 'info'));
    expect(results(pbx)).toContain('2 1 0');
    void own.press('7');
    await pbx.finish(own);
    expect(pbx.log.of('warning').join('\n')).toContain('CONFBRIDGE(user,nonsense)');
    a.hangUp();
    await pbx.finish(a);
    await pbx.clock.advance(3000);
    expect(readdirSync(join(pbx.directories.spool, 'confbridge'))).toEqual([]);
  });

  test('the console mutes, kicks, locks and records', async () => {
    await using pbx = await open();
    const a = caller(pbx, 'a', 'plain', 500);
    const b = caller(pbx, 'b', 'plain', 700);
    await pbx.clock.advance(1500);
    expect(await cli(pbx, 'confbridge mute r all')).toBe('Muting all from confbridge r\n');
    await pbx.clock.advance(500);
    expect(await heard(pbx, [a, b], [500, 700])).toEqual([[], []]);
    expect(await cli(pbx, 'confbridge unmute r all')).toBe('Unmuting all from confbridge r\n');
    expect(await cli(pbx, 'confbridge mute r nobody')).toBe("No channel named 'nobody' found in conference r\n");
    expect(await cli(pbx, 'confbridge lock r')).toBe('Conference r is locked.\n');
    expect(await cli(pbx, 'confbridge unlock x')).toBe('Conference x is not found\n');
    expect(await cli(pbx, 'confbridge record start r both.wav')).toBe('Recording started\n');
    await pbx.clock.advance(2000);
    expect(await cli(pbx, 'confbridge record stop r')).toBe('Recording stopped.\n');
    await pbx.clock.advance(100);
    const both = readSound(join(pbx.directories.spool, 'monitor', 'both.wav'));
    for (const tone of [500, 700]) expect(amplitudeAt(both, tone, 500, 1000)).toBeGreaterThan(2000);
    expect(await cli(pbx, 'confbridge kick r all')).toBe("Kicked 'all' out of conference 'r'\n");
    await pbx.finish(a);
    await pbx.finish(b);
    expect(await cli(pbx, 'confbridge show menu keys')).toContain('*1=admin_toggle_conference_lock\n');
    expect(await cli(pbx, 'confbridge show profile user waits')).toContain('Wait Marked:             enabled\n');
    expect(await cli(pbx, 'confbridge show profile bridge default_bridge')).toContain(
      'Max Members:          No Limit\n',
    );
    expect(await cli(pbx, 'confbridge show profile users')).toContain('\ndefault_user\n');
  });

  test('without a name or with an unknown profile it fails', async () => {
    await using pbx = await open({ extensions: 'exten => 1,1,ConfBridge()\nexten => 2,1,ConfBridge(r,nothing)' });
    await pbx.finish(pbx.call('a', '1'));
    await pbx.finish(pbx.call('a', '2'));
    expect(results(pbx)).toEqual(['h FAILED', 'h FAILED']);
    expect(pbx.log.of('warning').join('\n')).toContain('Conference bridge profile nothing does not exist');
  });
});

test('CONFBRIDGE_CHANNELS lists who is there, by what they are', async () => {
  const kinds = ['parties', 'admins', 'marked', 'active', 'waiting', 'foo'];
  const asked = kinds.map((kind) => `\${CONFBRIDGE_CHANNELS(${kind},r)}`).join('|');
  await using pbx = await open({
    extensions: `exten => ask,1,NoOp(${asked})\n same => n,NoOp(\${CONFBRIDGE_CHANNELS(parties,9)}\${CONFBRIDGE_CHANNELS(parties)})`,
  });
  const [waits, boss, leader] = ['waits', 'boss', 'leader'].map((profile) => pbx.call(profile, profile));
  await pbx.clock.advance(2000);
  await pbx.finish(pbx.call('carl', 'ask'));
  const [w, b, l] = [waits, boss, leader].map((call) => call?.channel.name);
  expect(pbx.log.steps.filter((step) => step.startsWith('ask'))).toEqual([
    `ask@default:1 NoOp(${[w, b, l].join(',')}|${b}|${l}|${[w, b, l].join(',')}||)`,
    'ask@default:2 NoOp()',
  ]);
  expect(pbx.log.has("Invalid keyword 'foo' passed to CONFBRIDGE_CHANNELS.")).toBe(true);
  expect(pbx.log.has('Usage: CONFBRIDGE_CHANNELS(category,confno)')).toBe(true);
});
