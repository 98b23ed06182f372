import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPrompt, readSound } from '../support/audio.ts';
import { haveBaresip, openBaresip } from '../support/baresip.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'asterism');
const PROMPT = '/usr/share/asterisk/sounds/en/hello-world.wav';

/** What a newcomer does after `npm start`. */
describe.skipIf(!existsSync(PROMPT))('the first call (needs asterisk-core-sounds-en-wav)', () => {
  const state = mkdtempSync(join(tmpdir(), 'asterism-first-call-'));
  let child: ChildProcess;
  let output = '';
  let welcome = '';

  beforeAll(async () => {
    child = spawn(program, ['run', '--state', state], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await saw(/phone 0000FFFF0001 registered/);
    welcome = output;
  });

  afterAll(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await gone;
    rmSync(state, { recursive: true, force: true });
  });

  /** Waits for something to be printed. */
  async function saw(pattern: RegExp, withinMs = 20_000): Promise<RegExpExecArray> {
    for (let waited = 0; waited < withinMs; waited += 25) {
      const match = pattern.exec(output);
      if (match) return match;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`never printed ${pattern}:\n${output}`);
  }

  function rx(command: string): string {
    return spawnSync(program, ['--state', state, '-rx', command], { encoding: 'utf8', timeout: 20_000 }).stdout;
  }

  test('a newcomer is told the phones, the calendar, the spool folder and the console', () => {
    expect(welcome).toContain('0000FFFF0001 and 0000FFFF0002, SIP on 127.0.0.1:');
    expect(welcome).toMatch(/baresip -e '\/uanew sip:0000FFFF0001@127\.0\.0\.1\S*;auth_pass=\S+'/);
    expect(welcome).toMatch(/next reminder is at \d\d:\d\d:\d\d, two minutes from now/);
    expect(welcome).toContain(`${state}/spool/outgoing`);
    expect(welcome).toContain('bin/asterism -r');
    expect(readFileSync(join(state, 'etc', 'sip-secrets.conf'), 'utf8')).toMatch(/^secret = \S{8,}$/m);
  });

  test('a call file dropped into the spool folder is heard on the phone', async () => {
    const aside = join(state, 'spool', 'tmp', 'hello.call');
    writeFileSync(aside, 'Channel: SIP/0000FFFF0001\nApplication: Playback\nData: hello-world\n');
    renameSync(aside, join(state, 'spool', 'outgoing', 'hello.call'));
    const [, seconds, path] = await saw(/heard (\d+\.\d) s, written to (\S+\.wav)/);
    expect(Number(seconds)).toBeGreaterThan(1);
    expect(findPrompt(readSound(path ?? ''), readSound(PROMPT)).correlation).toBeGreaterThan(0.9);
  });

  test('the reminder rings the phone, and the console shows the call walking through the dialplan', async () => {
    const file = join(state, 'first-call.ics');
    const soon = new Date(Date.now() + 2000).toISOString().replace(/[-:]|\.\d+/g, '');
    output = '';
    writeFileSync(file, readFileSync(file, 'utf8').replace(/DATE-TIME:\w+/, `DATE-TIME:${soon}`));
    rx('calendar refresh first-call');
    await saw(/Dialing SIP\/0000FFFF0001 for notification on calendar first-call/);
    await saw(/Executing \[start@reminder:1\] Verbose/);
    await saw(/Executing \[start@reminder:2\] Playback\("SIP\/0000FFFF0001-\w+", "this-is-yr-wakeup-call"\)/);
    await saw(/heard \d+\.\d s/);
  });

  test.skipIf(!haveBaresip)('the phone gives way to a real one, and comes back (needs baresip-core)', async () => {
    output = '';
    const secret = /^\[0000FFFF0001\]\(\+\)\nsecret = (\S+)/m.exec(
      readFileSync(join(state, 'etc', 'sip-secrets.conf'), 'utf8'),
    )?.[1];
    const real = await openBaresip({
      user: '0000FFFF0001',
      secret: secret ?? '',
      pbxPort: Number(/SIP on 127\.0\.0\.1:(\d+)/.exec(welcome)?.[1]),
      sipPort: 26_411,
      rtpPort: 27_400,
      answer: 'auto',
    });
    try {
      await saw(/phone 0000FFFF0001 gives way to the one at 127\.0\.0\.1:26411/);
      expect(rx('sip show peers')).toMatch(/0000FFFF0001\S* +127\.0\.0\.1 .* 26411 /);
    } finally {
      await real.stop();
    }
    await saw(/phone 0000FFFF0001 is back/);
  });
});
