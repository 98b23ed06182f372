import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AsterismProcess } from '../support/asterism-process.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { until } from '../support/until.ts';

const KILLS = 2;
const CALLERS = 6;
const FILES = {
  'modules.conf': '[modules]\nautoload=yes\nnoload => chan_sip.so\nnoload => chan_pjsip.so\nnoload => res_pjsip.so\n',
  'voicemail.conf': '[general]\nformat=wav\nmaxsecs=2\nminsecs=0\n[default]\n22 => 1,Anna\n',
  'extensions.conf': '[in]\nexten => hum,1,Answer()\n same => n,Milliwatt()\n',
  'logger.conf': '[general]\n[logfiles]\nfull => notice,warning,error\n',
};

const folder = mkdtempSync(join(tmpdir(), 'asterism-vm-crash-'));
let pbx: AsterismProcess | undefined;

afterAll(async () => {
  await pbx?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('kill -9 while callers leave messages: each message that there is is whole, none is lost, and more can be left', async () => {
  let calls = 0;
  const call = ({ spool }: AsterismProcess): void => {
    const draft = join(spool, 'tmp', `call${calls++}`);
    writeFileSync(draft, 'Channel: Local/hum@in/n\nApplication: VoiceMail\nData: 22@default,s\n');
    renameSync(draft, join(spool, 'outgoing', `call${calls}`));
  };
  const inbox = (): string => join(pbx?.spool ?? '', 'voicemail', 'default', '22', 'INBOX');
  const messages = (): string[] =>
    existsSync(inbox())
      ? readdirSync(inbox())
          .filter((name) => name.endsWith('.txt'))
          .sort()
      : [];
  let known: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    pbx = await AsterismProcess.start(folder, FILES);
    expect(messages()).toEqual(expect.arrayContaining(known));
    for (let caller = 0; caller < CALLERS; caller++) call(pbx);
    // once while all record, and around the moment in which the messages are put away
    await new Promise((resolve) => setTimeout(resolve, 900 + kill * 1300));
    await pbx.kill();
    known = messages();
  }
  pbx = await AsterismProcess.start(folder);
  const before = messages().length;
  call(pbx);
  await until(() => messages().length > before, 15_000);
  expect(messages()).toEqual(messages().map((_, index) => `msg${String(index).padStart(4, '0')}.txt`));
  for (const name of messages()) {
    const sound = readSound(join(inbox(), name.replace('.txt', '.wav')));
    expect(amplitudeAt(sound, 1004, 0, 500), name).toBeGreaterThan(1000);
    expect(readFileSync(join(inbox(), name), 'utf8')).toMatch(/^duration=\d+$/m);
  }
});
