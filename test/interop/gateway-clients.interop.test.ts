import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, type Target } from '../../bench/target.ts';
import { systemClock } from '../../src/base/clock.ts';
import { AmiClient, type AmiMessage, placeCall } from '../../src/clients/ami/index.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { endWithUs } from '../support/end-with-us.ts';

const AMI_PORT = 25938;
const PYTHON_PORT = 25974;
const NODE_PORT = 25975;
const PERL_MODULES = '/usr/share/perl5';

const havePerl =
  existsSync(join(PERL_MODULES, 'Asterisk', 'AGI.pm')) && spawnSync('/usr/bin/perl', ['-v']).status === 0;
const havePanoramisk = spawnSync('/usr/bin/python3', ['-c', 'import panoramisk']).status === 0;
const scriptPath = (name: string): string => fileURLToPath(new URL(`clients/${name}`, import.meta.url));

/** A library for gateway scripts, written for Asterisk, and a menu made with it; all of them do the same. */
const LIBRARIES = [
  {
    name: 'Asterisk::AGI (Perl), as a script',
    needs: 'libasterisk-agi-perl',
    there: havePerl,
    exten: 'perl',
  },
  {
    name: 'panoramisk (Python), as a FastAGI server',
    needs: 'python3-panoramisk',
    there: havePanoramisk,
    exten: 'panoramisk',
    server: ['/usr/bin/python3', scriptPath('panoramisk-menu.py'), String(PYTHON_PORT)],
  },
  {
    name: 'ding-dong (npm), as a FastAGI server',
    there: true,
    exten: 'dingdong',
    server: [process.execPath, scriptPath('ding-dong-menu.mjs'), String(NODE_PORT)],
  },
] as const;

async function serve([program, ...args]: readonly [string, ...string[]]): Promise<() => void> {
  const child = endWithUs(spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}`)));
  });
  return () => child.kill();
}

function suite(target: Target): void {
  let running: Running;
  let client: AmiClient;
  const ends: Array<() => void> = [];

  beforeAll(async () => {
    running = await target.start({
      ...BASE_FILES,
      'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25960\n',
      'pjsip.conf': '',
      'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${AMI_PORT}\n[boss]\nsecret=s3cret\nread=all\nwrite=all\n`,
      'extensions.conf': `[default]
exten => perl,1,AGI(asterisk-agi.pl,one two)
exten => panoramisk,1,AGI(agi://127.0.0.1:${PYTHON_PORT}/menu,one two)
exten => dingdong,1,AGI(agi://127.0.0.1:${NODE_PORT}/menu,one two)
exten => h,1,UserEvent(Over,Who: \${WHO},Told: \${TOLD},Status: \${AGISTATUS})
[phones]
exten => keys,1,Answer()
 same => n,Wait(1.2)
 same => n,SendDTMF(12#)
 same => n,Wait(20)
`,
    });
    const folder = join(running.spool, '..', '..', 'lib', 'agi-bin');
    if (havePerl) {
      mkdirSync(join(folder, 'Asterisk'), { recursive: true });
      for (const name of ['Asterisk.pm', 'Asterisk/AGI.pm']) copyFileSync(join(PERL_MODULES, name), join(folder, name));
      copyFileSync(scriptPath('asterisk-agi.pl'), join(folder, 'asterisk-agi.pl'));
      chmodSync(join(folder, 'asterisk-agi.pl'), 0o755);
    }
    for (const library of LIBRARIES) {
      if (library.there && 'server' in library) ends.push(await serve(library.server));
    }
    client = new AmiClient(
      { network: systemNetwork, clock: systemClock },
      { host: '127.0.0.1', port: AMI_PORT, username: 'boss', secret: 's3cret' },
    );
    client.start();
    await client.whenUp(AbortSignal.timeout(10_000));
  });

  afterAll(async () => {
    client?.close();
    for (const end of ends) end();
    await running?.stop();
  });

  for (const library of LIBRARIES) {
    const needs = 'needs' in library ? ` (needs ${library.needs})` : '';
    test
      .runIf(library.there)
      .concurrent(`${library.name}: answers, sets and gets, plays, reads digits and hangs up${needs}`, async () => {
        const over = new Promise<AmiMessage>((resolve) => {
          const stop = client.on('UserEvent', (event) => {
            if (event.last('Who') !== library.exten) return;
            stop();
            resolve(event);
          });
        });
        await placeCall(client, {
          Channel: 'Local/keys@phones/n',
          Context: 'default',
          Exten: library.exten,
          Priority: 1,
          CallerID: '"Bob" <123>',
          Variable: [`WHO=${library.exten}`],
        });
        const event = await over;
        expect(event.last('Told').split('|')).toEqual([
          `${library.exten} 123 Bob one two`,
          'answer 0',
          'set 1',
          'get hello world',
          'unset nothing',
          `full ${library.exten}-11`,
          'stored 1',
          'read value',
          'stream 0',
          'data 12',
          'status 6',
          'exec 1',
        ]);
        expect(event.last('Status')).toBe('HANGUP');
      });
  }
}

describe('libraries for gateway scripts on Asterism', () => suite(asterismTarget()));
const asterisk = asteriskTarget();
describe.skipIf(!asterisk)('the same on a real Asterisk (needs ASTERISK_ROOT or an installed Asterisk)', () => {
  if (asterisk) suite(asterisk);
});
