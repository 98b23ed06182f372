import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { type Baresip, haveBaresip, toneWav } from '../support/baresip.ts';
import { HummingPhones } from '../support/humming-phones.ts';
import { until } from '../support/until.ts';

/** Two prompts of the call files and one of the script, and their tones. */
const PROMPTS = { first: 1000, second: 1400, script: 1800 };
const SECONDS = 2.5;
const [again, agi] = [new HummingPhones([500], SIP_PORT, 30), new HummingPhones([500], SIP_PORT, 31)];

/** Reads the environment, says what it says, and keeps what it was told. */
const script = (prompt: string): string => `#!/bin/sh
while read -r line; do
  [ -z "$line" ] && break
  case "$line" in
    agi_request:*|agi_callerid:*|agi_calleridname:*|agi_arg_*) told="$told\${line#agi_}|";;
    agi_channel:*) channel=\${line#agi_channel: };;
  esac
done
ask() { echo "$*"; read -r answer; }
ask "DATABASE PUT script environment \\"$told\\""
ask "DATABASE PUT script channel \\"\${channel%-*}\\""
ask 'GET VARIABLE FROM'
ask "DATABASE PUT script file \\"$answer\\""
ask 'SET VARIABLE TOLD "by the script"'
ask 'GET VARIABLE TOLD'
ask "DATABASE PUT script variable \\"$answer\\""
ask 'STREAM FILE ${prompt} ""'
ask "DATABASE PUT script stream \\"$answer\\""
`;

const targets = [asterismTarget(), asteriskTarget()].flatMap((target) => target ?? []);
const NEEDS = 'needs baresip-core; a real Asterisk by ASTERISK_ROOT or installed';

describe.skipIf(!haveBaresip).each(targets)(`call files that call a phone on $name (${NEEDS})`, (target) => {
  const root = target.name === 'asterisk' ? (process.env['ASTERISK_ROOT'] ?? '') : '';
  const folder = mkdtempSync(join(root, '/var/tmp', 'call-files-'));
  const seen = folder.slice(root.length);
  let pbx: Running;

  beforeAll(async () => {
    for (const [name, tone] of Object.entries(PROMPTS))
      writeFileSync(join(folder, `${name}.wav`), toneWav(tone, SECONDS));
    chmodSync(folder, 0o755);
    pbx = await target.start({
      ...BASE_FILES,
      'pjsip.conf': '',
      'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\ncontext=nowhere\n${again.sections('nowhere')}${agi.sections('nowhere')}`,
      'extensions.conf': '[nowhere]\n',
    });
    const path = join(dirname(dirname(pbx.spool)), 'lib', 'agi-bin', 'says.sh');
    writeFileSync(path, script(`${seen}/script`));
    chmodSync(path, 0o755);
  });

  afterAll(async () => {
    for (const phones of [again, agi]) await phones.stop();
    await pbx?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const drop = (name: string, lines: readonly string[]): void => {
    const draft = join(dirname(pbx.spool), 'tmp', name);
    writeFileSync(draft, `${lines.join('\n')}\n`);
    renameSync(draft, join(pbx.spool, name));
  };
  const callsOf = (phone: Baresip): number => phone.output.match(/Call established/g)?.length ?? 0;
  const overs = (phone: Baresip): number => phone.output.match(/terminated \(duration/g)?.length ?? 0;
  /** The prompts that were heard through one of a phone's calls. */
  const heardIn = (phone: Baresip, call: number): string[] => {
    const sound = readSound(phone.heard()[call] ?? '');
    return Object.entries(PROMPTS).flatMap(([name, tone]) =>
      amplitudeAt(sound, tone, 500, 1000 * (SECONDS - 1)) > 3000 ? [name] : [],
    );
  };
  const kept = async (key: string): Promise<string> =>
    /Value: (.*)/.exec(await pbx.rxAside(`database get script ${key}`))?.[1] ?? '';

  // Asterisk makes the second call beside the first, and this phone would put that on hold.
  if (target.name === 'asterism')
    test.concurrent('the same name again while its call is up is a call of its own after it: none is lost, none made twice', async ({
      onTestFinished,
    }) => {
      onTestFinished(() => again.stop());
      const phone = await again.open(0);
      const file = (prompt: string): void =>
        drop('again.call', ['Channel: SIP/phone30', 'Application: Playback', `Data: ${seen}/${prompt}`]);
      file('first');
      await until(() => callsOf(phone) === 1, 10_000);
      file('second');
      await until(() => overs(phone) === 2, 20_000);
      expect([heardIn(phone, 0), heardIn(phone, 1)]).toEqual([['first'], ['second']]);
      await until(() => readdirSync(pbx.spool).length === 0);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(callsOf(phone)).toBe(2);
    });

  test.concurrent('Application AGI: a script is told of the call, says something, sets a variable, and ends the call as it ends', async ({
    onTestFinished,
  }) => {
    onTestFinished(() => agi.stop());
    const phone = await agi.open(0);
    drop('script.call', [
      'Channel: SIP/phone31',
      'CallerID: "The File" <911>',
      'Setvar: FROM=the file',
      'Application: AGI',
      'Data: says.sh,one,two words',
    ]);
    await until(() => overs(phone) === 1, 15_000);
    expect(heardIn(phone, 0)).toEqual(['script']);
    expect(await kept('environment')).toBe(
      'request: says.sh|callerid: 911|calleridname: The File|arg_1: one|arg_2: two words|',
    );
    expect(await kept('channel')).toBe('SIP/phone31');
    expect(await kept('file')).toBe('200 result=1 (the file)');
    expect(await kept('variable')).toBe('200 result=1 (by the script)');
    expect(await kept('stream')).toMatch(/^200 result=0 endpos=\d+$/);
  });
});
