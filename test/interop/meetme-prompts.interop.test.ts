import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { haveBaresip } from '../support/baresip.ts';
import { ConferenceRoom, lastSecond } from '../support/conference-room.ts';
import { HummingPhones } from '../support/humming-phones.ts';
import { confWithSounds, TonePrompts } from '../support/tone-prompts.ts';
import { until } from '../support/until.ts';

const TONES = [500, 800, 1100, 1400];
/** Each test has four phones and a room of its own, so that several run at once. */
const groups = Array.from({ length: 5 }, (_, index) => new HummingPhones(TONES, SIP_PORT, 4 * index));
const CONF =
  `onlyperson onlyone thereare otherinparty hasjoin hasleft getpin getconfno invalidpin invalid usermenu-162 adminmenu-18
muted unmuted lockednow locked kicked`
    .split(/\s+/)
    .map((name) => `conf-${name}`);
const OTHERS = 'confbridge-join confbridge-leave vm-rec-name beep auth-thankyou vm-review vm-msgsaved digits/2'.split(
  ' ',
);
const prompts = new TonePrompts([...CONF, ...OTHERS], { firstHz: 1600, stepHz: 70, seconds: 0.4 });
const [JOIN, LEAVE] = ['confbridge-join', 'confbridge-leave'];

const files = (folder: string): Record<string, string> => ({
  ...BASE_FILES,
  'asterisk.conf': confWithSounds(folder),
  'pjsip.conf': '',
  'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\ncontext=nowhere\n${groups.map((phones) => phones.sections('office')).join('')}`,
  'meetme.conf': '[rooms]\nconf => 14\n',
  'extensions.conf': `[nowhere]
[office]
exten => _XXask,1,Answer()
 same => n,MeetMe(,\${IF($["\${EXTEN:0:2}" = "11"]?d)})
exten => _XX-.,1,Answer()
 same => n,MeetMe(\${EXTEN:0:2},\${EXTEN:3})
 same => n,Hangup()
`,
});

describe.skipIf(!haveBaresip)('what phones hear in MeetMe (needs baresip-core)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-meetme-'));
  let pbx: Running;

  beforeAll(async () => {
    prompts.write(join(folder, 'sounds', 'en'));
    pbx = await asterismTarget().start(files(folder));
  });

  afterAll(async () => {
    await pbx?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const roomOf = (group: number): ConferenceRoom =>
    new ConferenceRoom({ pbx, prompts, phones: groups[group], number: String(10 + group), listing: 'meetme list' });

  test.concurrent('1 leaves out that nobody is there, c counts, l only listens, and q comes and goes unheard', async () => {
    await using room = roomOf(0);
    const first = await room.come(0, '-d1', 1);
    await room.heard(first, [JOIN]);
    const second = await room.come(1, '-dc', 2);
    await room.heard(second, ['conf-onlyone', JOIN]);
    const listener = await room.come(2, '-dcl', 3);
    await room.heard(listener, ['conf-thereare', 'digits/2', 'conf-otherinparty', JOIN]);
    await room.hears(listener, [0, 1]);
    await room.hears(first, [1]);
    const quiet = await room.come(3, '-dq', 4);
    await room.hears(quiet, [0, 1]);
    quiet.run('/hangup');
    await room.counts(3);
    second.run('/hangup');
    await room.heard(first, [JOIN, JOIN, JOIN, LEAVE]);
    await room.hearing(quiet, []);
  });

  test.concurrent('a room is made with a PIN of one’s own (D), which the next one has to know, and by a number that is asked for (d)', async () => {
    await using room = roomOf(1);
    const first = await room.open(0, '-D');
    await room.hearing(first, ['conf-getpin']);
    for (const key of '42#') first.run(`/sndcode ${key}`);
    await room.counts(1);
    await room.heard(first, ['conf-getpin', 'conf-onlyperson', JOIN]);
    const second = await room.open(1, '-d');
    await room.hearing(second, ['conf-getpin']);
    for (const key of '41#') second.run(`/sndcode ${key}`);
    await room.hearing(second, ['conf-getpin', 'conf-invalidpin', 'conf-getpin']);
    for (const key of '42#') second.run(`/sndcode ${key}`);
    await room.counts(2);
    await room.heard(second, ['conf-getpin', 'conf-invalidpin', 'conf-getpin', JOIN]);
    const third = await room.open(2, 'ask');
    await room.hearing(third, ['conf-getconfno']);
    for (const key of '777#') third.run(`/sndcode ${key}`);
    await until(async () => /^777 +0*1 /m.test(await pbx.rxAside('meetme list')), 10_000);
    await room.hearing(third, ['conf-getconfno', 'conf-onlyperson', JOIN]);
  });

  test.concurrent('I announces somebody by its own voice; i lets it hear and confirm that', async () => {
    await using room = roomOf(2);
    const first = await room.come(0, '-d1', 1);
    await room.heard(first, [JOIN]);
    const named = await room.open(1, '-dI');
    await room.hearing(named, ['vm-rec-name', 'beep']);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    named.run('/sndcode #');
    await room.heard(first, [JOIN, 'conf-hasjoin', JOIN]);
    await room.heard(named, ['vm-rec-name', 'beep', 'auth-thankyou', JOIN]);
    named.run('/hangup');
    await room.heard(first, [JOIN, 'conf-hasjoin', JOIN, 'conf-hasleft', LEAVE]);
    const content = await room.open(2, '-di');
    await room.hearing(content, ['vm-rec-name', 'beep']);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    content.run('/sndcode #');
    await room.hearing(content, ['vm-rec-name', 'beep', 'auth-thankyou', 'vm-review']);
    content.run('/sndcode 1');
    await room.heard(content, ['vm-rec-name', 'beep', 'auth-thankyou', 'vm-review', 'vm-msgsaved', JOIN]);
    await room.hears(first, [2]);
  });

  test.concurrent('s: * opens a menu to mute oneself and to hear the others softer', async () => {
    await using room = roomOf(3);
    const first = await room.come(0, '-d1', 1);
    const second = await room.come(1, '-ds', 2);
    await room.hears(second, [0]);
    await room.heard(second, [JOIN]);
    second.run('/sndcode *');
    await room.hearing(second, [JOIN, 'conf-usermenu-162']);
    second.run('/sndcode 1');
    await room.hears(first, []);
    await room.hears(second, [0]);
    const [tone = 0] = TONES;
    const before = lastSecond(second, tone);
    for (let times = 0; times < 3; times++) second.run('/sndcode 4');
    await until(() => lastSecond(second, tone) < 0.6 * before, 10_000);
    second.run('/sndcode 1');
    await room.hears(first, [1]);
    await room.hearing(second, [JOIN, 'conf-usermenu-162', 'conf-muted', 'conf-unmuted']);
  });

  test.concurrent('s with a: the administrator locks the room and sends out who came last; who does not know the number is told', async () => {
    await using room = roomOf(4);
    const chief = await room.come(0, '-as1', 1);
    await room.heard(chief, [JOIN]);
    const last = await room.come(1, '-1', 2);
    await room.heard(last, [JOIN]);
    chief.run('/sndcode *');
    await room.hearing(chief, [JOIN, JOIN, 'conf-adminmenu-18']);
    chief.run('/sndcode 2');
    await room.heard(chief, [JOIN, JOIN, 'conf-adminmenu-18', 'conf-lockednow']);
    const late = await room.open(2, '-1');
    await room.hearing(late, ['conf-locked']);
    await late.saw(/terminated|session closed/i);
    chief.run('/sndcode 3');
    await last.saw(/terminated|session closed/i);
    await room.hearing(last, [JOIN, 'conf-kicked']);
    await room.counts(1);
    expect(await pbx.rxAside('meetme list')).toMatch(/^14 .*Locked|^14 .*Yes/m);
    const lost = await room.open(3, 'ask');
    await room.hearing(lost, ['conf-getconfno']);
    for (const key of '99#') lost.run(`/sndcode ${key}`);
    await room.hearing(lost, ['conf-getconfno', 'conf-invalid', 'conf-getconfno']);
  });
});
