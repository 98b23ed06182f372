import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { type Baresip, haveBaresip } from '../support/baresip.ts';
import { freePort } from '../support/free-port.ts';
import { HummingPhones } from '../support/humming-phones.ts';
import { confWithSounds, TonePrompts } from '../support/tone-prompts.ts';
import { until } from '../support/until.ts';

/** What the phones hum: two callers and the owner. */
const TONES = [500, 800, 1100];
const [CALLER_HZ = 0, OTHER_HZ = 0, OWNER_HZ = 0] = TONES;
const phones = new HummingPhones(TONES, SIP_PORT);
const PROMPTS =
  `password incorrect youhave no and INBOX Old Work messages message onefor opts helpexit first last advopts repeat next prev
delete deleted toforward savemessage savefolder press for savedto toreply tohearenv starmain received unknown-caller options rec-unv review
msgsaved newpassword reenterpassword passchanged goodbye theperson isunavail intro`
    .split(/\s+/)
    .map((name) => `vm-${name}`);
const OTHERS = ['beep', 'auth-thankyou', 'transfer', 'digits/0', 'digits/1', 'digits/2'];
const prompts = new TonePrompts([...PROMPTS, ...OTHERS], { firstHz: 1300, stepHz: 40, seconds: 0.25 });

const EXTENSIONS = `[nowhere]
[office]
exten => leave,1,VoiceMail(12,u)
 same => n,Set(DB(vm/after)=\${VMSTATUS})
 same => n,Hangup()
exten => o,1,Set(DB(vm/operator)=\${VMSTATUS})
exten => h,1,Set(DB(vm/status)=\${VMSTATUS})
exten => main,1,VoiceMailMain(12@default)
`;

/** @param folder where the sounds are. @param smtpPort where e-mail goes. */
function files(folder: string, smtpPort: number): Record<string, string> {
  return {
    ...BASE_FILES,
    'asterisk.conf': confWithSounds(folder),
    'pjsip.conf': '',
    'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\ncontext=nowhere\n${phones.sections('office')}`,
    'voicemail.conf': `[general]
format=wav
envelope=no
operator=yes
minsecs=1
smtpserver=127.0.0.1:${smtpPort}
smtptls=none
serveremail=pbx@example.org
emailsubject=Message \${VM_MSGNUM} for \${VM_MAILBOX}
tz=here
[zonemessages]
here=UTC|'vm-received'
[default]
12 => 4321,The Owner,owner@example.org
`,
    'extensions.conf': EXTENSIONS,
  };
}

describe.skipIf(!haveBaresip)('an evening with a mailbox at real phones (needs baresip-core)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-mailbox-'));
  const mails: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  let pbx: Running;
  let box = '';

  beforeAll(async () => {
    prompts.write(join(folder, 'sounds', 'en'));
    const port = await freePort();
    await new Promise<void>((resolve) => smtp.listen(port, '127.0.0.1', resolve));
    pbx = await asterismTarget().start(files(folder, port));
    box = join(dirname(pbx.spool), 'voicemail', 'default', '12');
  });

  afterEach(() => phones.stop());

  afterAll(async () => {
    await pbx?.stop();
    smtp.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What has been heard of a call up to which prompts. */
  const prompted = (phone: Baresip): string[] =>
    prompts.heardBy(phone).map((name) => name.replace(/^(vm-|digits\/)/, ''));

  /** Somebody at the telephone: what was heard since it was last asked for. */
  class Listener {
    readonly phone: Baresip;
    #heard = 0;

    constructor(phone: Baresip) {
      this.phone = phone;
    }

    /** Expects these prompts and no others to be next. */
    async hears(words: string): Promise<void> {
      const expected = words.split(/\s+/);
      const fresh = (): string[] => prompted(this.phone).slice(this.#heard);
      const same = (): boolean => fresh().join() === expected.join();
      await until(same, 12_000).catch(() => expect(fresh()).toEqual(expected));
      this.#heard += expected.length;
    }

    /** Expects this prompt to come, whatever comes before it. */
    async passes(word: string): Promise<void> {
      const place = (): number => prompted(this.phone).indexOf(word, this.#heard);
      await until(() => place() >= 0, 12_000).catch(() => expect(prompted(this.phone)).toContain(word));
      this.#heard = place() + 1;
    }

    press(keys: string): void {
      for (const key of keys) this.phone.run(`/sndcode ${key}`);
    }
  }

  /** How loud a tone is in a file. */
  const loudness = (path: string, frequencyHz: number): number => amplitudeAt(readSound(path), frequencyHz);
  const inFolder = (name: string): string[] =>
    existsSync(join(box, name)) ? readdirSync(join(box, name)).filter((file) => file.endsWith('.txt')) : [];
  const kept = async (key: string): Promise<string> => {
    let found = '';
    await until(async () => {
      found = /Value: (\w+)/.exec(await pbx.rxAside(`database get vm ${key}`))?.[1] ?? '';
      return found !== '';
    });
    await pbx.rxAside(`database del vm ${key}`);
    return found;
  };
  const GREETING = 'theperson 1 2 isunavail intro';
  const AFTER = 'repeat next delete toforward savemessage helpexit';

  test('callers hang up in the greeting, leave messages, and ask for the operator', async () => {
    rmSync(box, { recursive: true, force: true }); // of an attempt before
    mails.length = 0;
    const hasty = new Listener(await phones.open(0, '/dial leave'));
    await hasty.passes('isunavail');
    hasty.phone.run('/hangup');
    expect(await kept('status')).toBe('FAILED');
    expect(inFolder('INBOX')).toEqual([]);
    hasty.phone.run('/dial leave');
    await until(() => hasty.phone.heard().length === 2);
    const caller = new Listener(hasty.phone);
    await caller.hears(`${GREETING} beep`);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    caller.phone.run('/hangup');
    expect(await kept('status')).toBe('SUCCESS');
    expect(inFolder('INBOX')).toEqual(['msg0000.txt']);
    expect(loudness(join(box, 'INBOX', 'msg0000.wav'), CALLER_HZ)).toBeGreaterThan(4000);
    const second = new Listener(await phones.open(1, '/dial leave'));
    await second.passes('theperson');
    second.press('#');
    await second.passes('beep');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    second.press('#');
    await second.hears('auth-thankyou');
    expect(await kept('after')).toBe('SUCCESS');
    expect(loudness(join(box, 'INBOX', 'msg0001.wav'), OTHER_HZ)).toBeGreaterThan(4000);
    await second.phone.saw(/terminated/);
    second.phone.run('/dial leave');
    await until(() => second.phone.heard().length === 2);
    const third = new Listener(second.phone);
    await third.passes('theperson');
    third.press('0');
    await third.passes('transfer');
    expect(await kept('operator')).toBe('USEREXIT');
    expect(inFolder('INBOX')).toHaveLength(2);
  });

  test('the messages went out by e-mail, with their sound', async () => {
    await until(() => mails.length === 2, 15_000);
    const mail = mails.find((text) => /^Subject: Message 1 for 12/m.test(text)) ?? '';
    expect(mail).toMatch(/^To: .*owner@example\.org/m);
    const attached = /filename="?msg0000\.wav"?[\s\S]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(mail)?.[1] ?? '';
    const path = join(folder, 'mailed.wav');
    writeFileSync(path, Buffer.from(attached, 'base64'));
    expect(loudness(path, CALLER_HZ)).toBeGreaterThan(4000);
  });

  test('the owner hears, repeats, looks, goes on and back, deletes and saves', async () => {
    const owner = new Listener(await phones.open(2, '/dial main'));
    await owner.hears('password');
    owner.press('99#');
    await owner.passes('incorrect');
    await owner.passes('password');
    owner.press('4321#');
    await owner.hears('youhave 2 INBOX messages onefor INBOX messages opts helpexit');
    owner.press('1');
    await owner.hears(`first message advopts ${AFTER}`);
    expect(loudness(owner.phone.heard().at(-1) ?? '', CALLER_HZ)).toBeGreaterThan(300);
    expect(inFolder('INBOX')).toHaveLength(2);
    owner.press('5');
    await owner.passes('first');
    await owner.passes('advopts');
    owner.press('3');
    await owner.passes('toreply');
    await owner.hears('tohearenv starmain');
    owner.press('3');
    await owner.passes('received');
    await owner.passes('unknown-caller');
    owner.press('6');
    await owner.passes('last');
    await owner.passes('prev');
    expect(loudness(owner.phone.heard().at(-1) ?? '', OTHER_HZ)).toBeGreaterThan(200);
    owner.press('4');
    await owner.passes('first');
    owner.press('7');
    await owner.passes('deleted');
    owner.press('6');
    await owner.passes('last');
    owner.press('9');
    await owner.passes('savefolder');
    owner.press('2');
    await owner.passes('2');
    await owner.passes('savedto');
    await owner.passes('Work');
    owner.press('#');
    await owner.phone.saw(/terminated/);
    expect([inFolder('INBOX'), inFolder('Old'), inFolder('Work')]).toEqual([[], [], ['msg0000.txt']]);
    expect(loudness(join(box, 'Work', 'msg0000.wav'), OTHER_HZ)).toBeGreaterThan(4000);
    expect(await pbx.rxAside('voicemail show users')).toMatch(/^default +12 +The Owner .* 0$/m);
  });

  test('the owner records a greeting and changes the password; the next caller hears the one, and the other counts', async () => {
    const owner = new Listener(await phones.open(2, '/dial main'));
    await owner.hears('password');
    owner.press('4321#');
    await owner.passes('helpexit');
    owner.press('0');
    await owner.passes('options');
    owner.press('1');
    await owner.passes('beep');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    owner.press('#');
    await owner.passes('review');
    owner.press('1');
    await owner.passes('options');
    owner.press('5');
    await owner.passes('newpassword');
    owner.press('777#');
    await owner.passes('reenterpassword');
    owner.press('777#');
    await owner.passes('passchanged');
    owner.phone.run('/hangup');
    expect(loudness(join(box, 'unavail.wav'), OWNER_HZ)).toBeGreaterThan(4000);
    const conf = join(dirname(pbx.spool), '..', 'etc', 'voicemail.conf');
    expect(readFileSync(conf, 'utf8')).toContain('12 => 777,The Owner');
    const caller = new Listener(await phones.open(0, '/dial leave'));
    await caller.passes('beep');
    expect(loudness(caller.phone.heard().at(-1) ?? '', OWNER_HZ)).toBeGreaterThan(1000);
    caller.phone.run('/hangup');
    await owner.phone.saw(/terminated/);
    owner.phone.run('/dial main');
    await until(() => owner.phone.heard().length === 2);
    const again = new Listener(owner.phone);
    await again.hears('password');
    again.press('4321#');
    await again.passes('incorrect');
    await again.passes('password');
    again.press('777#');
    await again.hears('youhave no messages opts helpexit');
  });
});
