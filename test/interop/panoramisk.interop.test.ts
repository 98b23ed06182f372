import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { AsterismProcess } from '../support/asterism-process.ts';

const PYTHON = '/usr/bin/python3';
const PORT = 25038;
const havePanoramisk = spawnSync(PYTHON, ['-c', 'import panoramisk']).status === 0;

describe.skipIf(!havePanoramisk)('the manager interface as panoramisk uses it (needs python3-panoramisk)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-panoramisk-'));
  let pbx: AsterismProcess | undefined;

  afterAll(async () => {
    await pbx?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test('logs in, asks, originates, lists and hears events', async () => {
    pbx = await AsterismProcess.start(folder, {
      'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${PORT}\n[boss]\nsecret=s3cret\nread=all\nwrite=all\n`,
      'extensions.conf': '[default]\nexten => 100,1,Answer()\n same => n,Set(X=1)\n same => n,Wait(1)\n',
    });
    const script = fileURLToPath(new URL('panoramisk-client.py', import.meta.url));
    const { stdout, stderr } = spawnSync(PYTHON, [script, String(PORT)], { encoding: 'utf8', timeout: 30_000 });
    expect(stderr).toBe('');
    const got = JSON.parse(stdout);
    expect(got).toMatchObject({
      ping: 'Pong',
      command: ['Success', 'Updated database successfully'],
      bogus: ['Error', 'Invalid/unknown command: Bogus. Use Action: ListCommands to show available commands.'],
      queued: ['Success', 'Originate successfully queued'],
      originate: {
        Response: 'Success',
        Application: 'NoOp',
        Data: 'hi',
        Reason: '4',
        CallerIDNum: '123',
        CallerIDName: 'Bob',
      },
      hangup: ['Channels hung up will follow', 'ChannelsHungupListComplete'],
    });
    const names = got.events.map(({ event }: { event: string }) => event);
    for (const name of [
      'FullyBooted',
      'Newchannel',
      'Newexten',
      'VarSet',
      'Newstate',
      'OriginateResponse',
      'Hangup',
      'UserEvent',
    ]) {
      expect(names).toContain(name);
    }
  });
});
