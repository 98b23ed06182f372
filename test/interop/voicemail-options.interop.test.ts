import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { amplitudeAt, readSound, type Sound } from '../support/audio.ts';
import { type Baresip, haveBaresip, toneWav } from '../support/baresip.ts';
import { HummingPhones } from '../support/humming-phones.ts';
import { confWithSounds, TonePrompts } from '../support/tone-prompts.ts';
import { until } from '../support/until.ts';

const HUM_HZ = 700;
/** The number of the first of all phones: it tells their ports. */
const FIRST = 30;
/** How many phones each test has to itself: tests run at once. */
const SIZES = { greetings: 6, early: 1, exits: 2, urgent: 1, gain: 2, ends: 4 };
const before = (name: string): number => {
  const names = Object.keys(SIZES);
  return Object.values(SIZES).reduce((sum, size, index) => (index < names.indexOf(name) ? sum + size : sum), FIRST);
};
const group = (name: keyof typeof SIZES): HummingPhones =>
  new HummingPhones(Array<number>(SIZES[name]).fill(HUM_HZ), SIP_PORT, before(name));
const [greetings, early, exits, urgent, gain, ends] = [
  group('greetings'),
  group('early'),
  group('exits'),
  group('urgent'),
  group('gain'),
  group('ends'),
];
const groups = [greetings, early, exits, urgent, gain, ends];

const NAMES = ['vm-theperson', 'vm-isunavail', 'vm-isonphone', 'vm-intro', 'auth-thankyou', 'beep', 'ping'];
const DIGITS = [...'0123456789'].map((digit) => `digits/${digit}`);
const prompts = new TonePrompts([...NAMES, ...DIGITS], { firstHz: 1300, stepHz: 60, seconds: 0.25 });
/** What the owner of a mailbox has recorded as a greeting. */
const GREETING_HZ = 1000;
const GREETING_SECONDS = 3;

/** What is dialled, by which options, and what the caller hears before the recording. */
const GREETINGS = [
  ['21', 'b', 'theperson 2 1 isonphone intro beep'],
  ['23', 'u', 'theperson 2 3 isunavail intro beep'],
  ['22', '', 'intro beep'],
  ['24', 'su', 'theperson 2 4 isunavail beep'],
  ['25', 'st', ''],
  ['26', 'ut(ping)', 'theperson 2 6 isunavail intro ping'],
] as const;

const VOICEMAIL = `[general]
format=wav
minsecs=1
maxsilence=2
[default]
${GREETINGS.map(([number]) => `${number} => 1,Greeted\n`).join('')}31 => 1,Early
32 => 1,Digits
41 => 1,The Owner,owner@example.org,pager@example.org,tz=here
43 => 1,Another
51 => 1,Plain
52 => 1,Amplified
61 => 1,Silent
62 => 1,Hasty,,,minsecs=3
63 => 1,Wordy,,,maxsecs=3
[zonemessages]
here=UTC|'vm-received'
`;

const left = (key: string): string => ` same => n,Set(DB(vm/${key})=\${VMSTATUS})\n same => n,Hangup()\n`;
const EXTENSIONS = `[nowhere]
[office]
${GREETINGS.map(([number, options]) => `exten => ${number},1,VoiceMail(${number},${options})\n${left(number)}`).join('')}
exten => 31,1,Set(END=31-end)
 same => n,VoiceMail(31,eu)
${left('31')}exten => h,1,ExecIf($["\${END}" != ""]?Set(DB(vm/\${END})=\${VMSTATUS}))
exten => 32,1,VoiceMail(32,ud(aside))
exten => 33,1,VoiceMail(32,ud)
exten => 8,1,Set(DB(vm/here)=\${VMSTATUS})
exten => 41,1,VoiceMail(41,sU)
${left('41')}
exten => 42,1,Answer()
 same => n,Set(DB(vm/owner)=\${VM_INFO(41,fullname)}/\${VM_INFO(41,email)}/\${VM_INFO(41,pager)}/\${VM_INFO(41,tz)})
 same => n,SayDigits(\${VMCOUNT(41,Urgent)}\${VMCOUNT(41,Old)}\${VMCOUNT(41)}\${VMCOUNT(43)}\${VM_INFO(41,count,Urgent)})
 same => n,SayDigits(\${VM_INFO(41,count,Old)}\${MAILBOX_EXISTS(41)}\${MAILBOX_EXISTS(49)}\${VM_INFO(41,exists)}\${VM_INFO(49,exists)})
 same => n,Hangup()
exten => 51,1,VoiceMail(51,s)
${left('51')}
exten => 52,1,VoiceMail(52,sg(12))
${left('52')}
exten => 61,1,VoiceMail(61,s)
${left('61')}
exten => 62,1,VoiceMail(62,s)
${left('62')}
exten => 63,1,VoiceMail(63,s)
${left('63')}
[aside]
exten => 5,1,Set(DB(vm/aside)=\${VMSTATUS})
`;

describe.skipIf(!haveBaresip)('what the options of VoiceMail do at real phones (needs baresip-core)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-options-'));
  let pbx: Running;
  let boxes = '';

  beforeAll(async () => {
    prompts.write(join(folder, 'sounds', 'en'));
    const accounts = groups.map((some) => some.sections('office'));
    pbx = await asterismTarget().start({
      ...BASE_FILES,
      'asterisk.conf': confWithSounds(folder),
      'pjsip.conf': '',
      'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\ncontext=nowhere\n${accounts.join('')}`,
      'voicemail.conf': VOICEMAIL,
      'extensions.conf': EXTENSIONS,
    });
    boxes = join(dirname(pbx.spool), 'voicemail', 'default');
  });

  afterAll(async () => {
    await Promise.all(groups.map((some) => some.stop()));
    await pbx?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a phone has heard in its call. */
  const heardBy = (phone: Baresip): string =>
    prompts
      .heardBy(phone)
      .map((name) => name.replace(/^(vm-|digits\/)/, ''))
      .join(' ');
  const hears = (phone: Baresip, words: string): Promise<void> =>
    until(() => heardBy(phone) === words, 12_000).catch(() => expect(heardBy(phone)).toBe(words));
  /** Waits for what the dialplan keeps in the database, and forgets it with that. */
  const kept = async (key: string): Promise<string> => {
    let found: string | undefined;
    await until(async () => {
      found = /Value: (.*)/.exec(await pbx.rxAside(`database get vm ${key}`))?.[1];
      return found !== undefined;
    }, 12_000);
    await pbx.rxAside(`database del vm ${key}`);
    return found ?? '';
  };
  const empty = (...numbers: readonly string[]): void => {
    for (const box of numbers) rmSync(join(boxes, box), { recursive: true, force: true });
  };
  const recorded = (box: string, inFolder = 'INBOX'): Sound => readSound(join(boxes, box, inFolder, 'msg0000.wav'));
  const secondsOf = (sound: Sound): number => sound.samples.length / sound.rate;
  const talk = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

  test.concurrent('b, u, s and t: which greeting there is, whether there are instructions, and which beep', async ({
    onTestFinished,
  }) => {
    onTestFinished(() => greetings.stop());
    empty(...GREETINGS.map(([number]) => number));
    const callers = await Promise.all(
      GREETINGS.map(async ([number], index) => ({ number, phone: await greetings.open(index, `/dial ${number}`) })),
    );
    await Promise.all(
      callers.map(async ({ number, phone }, index) => {
        const [, , words = ''] = GREETINGS[index] ?? [];
        if (words === '') await phone.saw(/Call established/);
        await hears(phone, words);
        await talk(2.5);
        phone.run('/sndcode #');
        await hears(phone, `${words} auth-thankyou`.trim());
        expect(await kept(number), number).toBe('SUCCESS');
        expect(amplitudeAt(recorded(number), HUM_HZ), number).toBeGreaterThan(4000);
        expect(secondsOf(recorded(number)), number).toBeGreaterThan(1.5);
      }),
    );
  });

  test.concurrent('e: the greeting, one that the owner has recorded, comes before the call is answered', async ({
    onTestFinished,
  }) => {
    onTestFinished(() => early.stop());
    empty('31');
    await pbx.rxAside('database del vm 31-end'); // of an attempt before
    mkdirSync(join(boxes, '31'), { recursive: true });
    writeFileSync(join(boxes, '31', 'unavail.wav'), toneWav(GREETING_HZ, GREETING_SECONDS));
    const caller = await early.open(0, '/dial 31');
    const greeting = (): number => {
      const path = caller.heard().at(-1);
      const sound = path === undefined ? undefined : readSound(path);
      return sound && secondsOf(sound) > 0.5 ? amplitudeAt(sound, GREETING_HZ) : 0;
    };
    await until(() => greeting() > 2000, 12_000);
    expect(caller.output).not.toMatch(/Call established/);
    caller.run('/hangup');
    expect(await kept('31-end')).toBe('FAILED');
    caller.run('/dial 31');
    await caller.saw(/Call established/);
    await hears(caller, 'intro beep');
    await talk(2);
    caller.run('/sndcode #');
    expect(await kept('31')).toBe('SUCCESS');
    expect(amplitudeAt(recorded('31'), HUM_HZ)).toBeGreaterThan(4000);
  });

  test.concurrent('d: a digit leads out of the greeting, to the context in brackets or to the caller’s own', async ({
    onTestFinished,
  }) => {
    onTestFinished(() => exits.stop());
    const [away, here] = await Promise.all([exits.open(0, '/dial 32'), exits.open(1, '/dial 33')]);
    const pressing = async (phone: Baresip, keys: string): Promise<void> => {
      await until(() => heardBy(phone).startsWith('theperson'), 12_000);
      for (const key of keys) phone.run(`/sndcode ${key}`);
    };
    await Promise.all([pressing(away, '85'), pressing(here, '98')]);
    expect(await kept('aside')).toBe('USEREXIT');
    expect(await kept('here')).toBe('USEREXIT');
    await Promise.all([away.saw(/session closed/), here.saw(/session closed/)]);
    expect([heardBy(away), heardBy(here)].join()).not.toMatch(/beep/);
  });

  test.concurrent('U: the message is an urgent one, and calls are told of it by VMCOUNT, VM_INFO and MAILBOX_EXISTS', async ({
    onTestFinished,
  }) => {
    onTestFinished(() => urgent.stop());
    empty('41');
    const caller = await urgent.open(0, '/dial 41');
    await hears(caller, 'beep');
    await talk(2);
    caller.run('/sndcode #');
    expect(await kept('41')).toBe('SUCCESS');
    expect(existsSync(join(boxes, '41', 'INBOX', 'msg0000.txt'))).toBe(false);
    expect(readFileSync(join(boxes, '41', 'Urgent', 'msg0000.txt'), 'utf8')).toMatch(/^flag=Urgent$/m);
    expect(amplitudeAt(recorded('41', 'Urgent'), HUM_HZ)).toBeGreaterThan(4000);
    await caller.saw(/terminated/);
    caller.run('/dial 42');
    await until(() => caller.heard().length === 2);
    await hears(caller, '1 0 1 0 1 0 1 0 1 0');
    expect(await kept('owner')).toBe('The Owner/owner@example.org/pager@example.org/here');
  });

  test.concurrent('g: a SIP channel amplifies nothing, as with Asterisk', async ({ onTestFinished }) => {
    onTestFinished(() => gain.stop());
    empty('51', '52');
    const callers = await Promise.all(['51', '52'].map((number, index) => gain.open(index, `/dial ${number}`)));
    const loud = await Promise.all(
      callers.map(async (phone, index) => {
        const number = String(51 + index);
        await hears(phone, 'beep');
        await talk(2);
        phone.run('/sndcode #');
        expect(await kept(number)).toBe('SUCCESS');
        return amplitudeAt(recorded(number), HUM_HZ, 300, 1000);
      }),
    );
    const [plain = 0, amplified = 0] = loud;
    expect(plain).toBeGreaterThan(4000);
    expect(amplified / plain).toBeCloseTo(1, 1);
  });

  test.concurrent('maxsilence and maxsecs end a message, and its silence is cut off; minsecs throws a short one away', async ({
    onTestFinished,
  }) => {
    onTestFinished(() => ends.stop());
    empty('61', '62', '63');
    const [silent, hasty, second, wordy] = await Promise.all([
      ends.open(0, '/dial 61'),
      ends.open(1, '/dial 62'),
      ends.open(2),
      ends.open(3, '/dial 63'),
    ]);
    const muted = (async () => {
      await hears(silent, 'beep');
      await talk(2.5);
      silent.run('/mute');
      const from = performance.now();
      await hears(silent, 'beep auth-thankyou');
      return (performance.now() - from) / 1000;
    })();
    await hears(hasty, 'beep');
    await talk(1);
    hasty.run('/sndcode #');
    await hears(hasty, 'beep auth-thankyou');
    expect(await kept('62')).toBe('FAILED');
    expect(existsSync(join(boxes, '62', 'INBOX', 'msg0000.txt'))).toBe(false);
    second.run('/dial 62');
    await until(() => second.heard().length === 1);
    await hears(second, 'beep');
    await talk(4);
    second.run('/hangup');
    await hears(wordy, 'beep auth-thankyou');
    expect(await kept('63')).toBe('SUCCESS');
    expect(secondsOf(recorded('63'))).toBeCloseTo(3, 0);
    expect(await muted).toBeGreaterThan(1.5);
    expect(await kept('61')).toBe('SUCCESS');
    const message = recorded('61');
    expect(secondsOf(message)).toBeGreaterThan(2);
    expect(secondsOf(message)).toBeLessThan(3.4);
    expect(readFileSync(join(boxes, '61', 'INBOX', 'msg0000.txt'), 'utf8')).toMatch(/^duration=[34]$/m);
    await until(() => existsSync(join(boxes, '62', 'INBOX', 'msg0000.txt')));
    expect(secondsOf(recorded('62'))).toBeGreaterThan(3);
  });
});
