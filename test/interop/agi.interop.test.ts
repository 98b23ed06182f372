import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, type Target } from '../../bench/target.ts';
import { systemClock } from '../../src/base/clock.ts';
import { openFastAgiServer } from '../../src/clients/agi/index.ts';
import { AmiClient, dbGet, hangUp, placeCall } from '../../src/clients/ami/index.ts';
import type { TcpListener } from '../../src/net/network.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { until } from '../support/until.ts';

const AMI_PORT = 25938;
const AGI_PORT = 25973;

const EXTENSIONS = `[default]
exten => wait,1,Answer()
 same => n,Wait(60)
exten => shell,1,AGI(shell.sh,one,two words)
 same => n,Set(DB(shell/status)=\${AGISTATUS})
 same => n,Wait(30)
exten => fails,1,AGI(fails.sh)
 same => n,Set(DB(fails/status)=\${AGISTATUS})
 same => n,Wait(30)
exten => dies,1,AGI(dies.sh)
 same => n,Set(DB(dies/status)=\${AGISTATUS})
 same => n,Wait(30)
exten => noise,1,AGI(noise.sh)
 same => n,Set(DB(noise/status)=\${AGISTATUS})
 same => n,Wait(30)
exten => hup,1,Answer()
 same => n,AGI(hup.sh)
exten => ready,1,AGI(ready.sh,now)
 same => n,Set(DB(ready/status)=\${AGISTATUS})
exten => environment,1,Set(CHANNEL(accountcode)=acct)
 same => n,EAGI(environment.sh,one,two words)
 same => n,Wait(30)
exten => tone,1,Answer()
 same => n,Milliwatt()
exten => hear,1,EAGI(hear.sh)
 same => n,Wait(30)
exten => server,1,AGI(agi://127.0.0.1:${AGI_PORT}/menu,a b)
 same => n,Set(DB(server/status)=\${AGISTATUS})
 same => n,Wait(30)
exten => _over-.,1,Answer()
 same => n,Set(WHICH=\${EXTEN})
 same => n,ExecIf($["\${EXTEN}"="over-quiet"]?Set(AGISIGHUP=off))
 same => n,ExecIf($["\${EXTEN}"="over-exit"]?Set(AGIEXITONHANGUP=y))
 same => n,AGI(agi://127.0.0.1:${AGI_PORT}/\${EXTEN})
 same => n,Set(DB(over/\${WHICH}-after)=\${AGISTATUS})
 same => n,Wait(30)
exten => _sover-.,1,Answer()
 same => n,Set(WHICH=\${EXTEN})
 same => n,Set(AGISIGHUP=\${EXTEN:6})
 same => n,AGI(sover.sh,\${EXTEN})
 same => n,Set(DB(over/\${WHICH}-after)=\${AGISTATUS})
 same => n,Wait(30)
exten => late,1,Answer()
 same => n,Set(WHICH=late)
 same => n,Hangup()
exten => h,1,Set(DB(over/\${WHICH}-h)=\${AGISTATUS})
 same => n,DeadAGI(agi://127.0.0.1:${AGI_PORT}/\${WHICH}-dead)
 same => n,Set(DB(over/\${WHICH}-dead)=\${AGISTATUS})
exten => python,1,AGI(script.py)
 same => n,Set(DB(python/status)=\${AGISTATUS})
 same => n,Wait(30)
exten => perl,1,AGI(script.pl)
 same => n,Set(DB(perl/status)=\${AGISTATUS})
 same => n,Wait(30)
`;

/** Reads the environment into variables, then defines `ask`, which leaves the answer in `answer`. */
const SHELL = `#!/bin/sh
while read -r line; do
  [ -z "$line" ] && break
  case "$line" in agi_arg_2:*) second="\${line#agi_arg_2: }";; agi_callerid:*) caller="\${line#agi_callerid: }";; esac
done
ask() { echo "$*"; read -r answer; }
`;

const READY = `#!/bin/sh
# started before it is asked
echo started >>"$AST_AGI_DIR/started"
while read -r line; do
  [ -z "$line" ] && break
  case "$line" in agi_arg_1:*) first="\${line#agi_arg_1: }";; esac
done
echo "DATABASE PUT ready told \\"$first\\""; read -r answer
`;

const SCRIPTS: Readonly<Record<string, string>> = {
  'shell.sh': `${SHELL}
ask 'VERBOSE "from the shell" 3'
ask "DATABASE PUT shell args \\"$1/$2/$second/$caller\\""
ask 'SET VARIABLE X "a b"'
ask 'GET VARIABLE X'
ask "DATABASE PUT shell answer \\"$answer\\""
ask 'NONSENSE'
ask "DATABASE PUT shell unknown \\"$answer\\""
ask 'EXEC Set Y=7'
ask 'GET FULL VARIABLE \${Y}-\${X}'
ask "DATABASE PUT shell full \\"$answer\\""
ask "DATABASE PUT shell where \\"$AST_AGI_DIR\\""
`,
  'ready.sh': READY,
  'environment.sh': `#!/bin/sh
while read -r line; do
  [ -z "$line" ] && break
  case "$line" in agi_channel*|agi_uniqueid*|agi_version*|agi_threadid*) line="\${line%%:*}";; esac
  case "$line" in agi_callingpres*) first=$told told=;; agi_context*) second=$told told=;; esac
  told="$told$line|"
done
ask() { echo "$*"; read -r answer; }
ask "DATABASE PUT environment variables \\"$(env | grep ^AST_ | grep -v ^AST_BUILD_ | cut -d= -f1 | sort | tr '\\n' ' ')\\""
ask "DATABASE PUT environment first \\"$first\\""
ask "DATABASE PUT environment second \\"$second\\""
ask "DATABASE PUT environment third \\"$told\\""
`,
  'sover.sh': `${SHELL}
trap 'hup=yes' HUP
ask 'WAIT FOR DIGIT 3000'
sleep 0.2
ask "DATABASE PUT over $1-told \\"hup=$hup/$answer\\""
`,
  'fails.sh': `${SHELL}exit 3\n`,
  'dies.sh': `${SHELL}kill -9 $$\n`,
  'noise.sh': `${SHELL}
head -c 300000 /dev/zero | tr '\\0' 'x'; echo
read -r answer
head -c 2000000 /dev/zero >&2
ask NOOP
`,
  'hup.sh': `${SHELL}
trap 'hup=yes' HUP
ask 'WAIT FOR DIGIT -1'
ask "DATABASE PUT hup told \\"$hup/$answer\\""
`,
  'hear.sh': `${SHELL}
bytes=$(head -c 8000 <&3 | wc -c)
values=$(head -c 800 <&3 | od -An -v -td2 -w2 | sort -nu | wc -l)
ask "DATABASE PUT hear bytes $bytes"
ask "DATABASE PUT hear loud $([ $values -gt 4 ] && echo yes)"
`,
  'script.py': `#!/usr/bin/python3
import sys
while sys.stdin.readline().strip(): pass
def ask(line):
    print(line, flush=True)
    return sys.stdin.readline().strip()
ask('ANSWER')
ask('DATABASE PUT python status_of_channel "%s"' % ask('CHANNEL STATUS'))
`,
  'script.pl': `#!/usr/bin/perl
use strict;
use Asterisk::AGI;
my $agi = Asterisk::AGI->new;
my %input = $agi->ReadParse();
$agi->answer();
$agi->set_variable('Z', 'from-perl');
$agi->database_put('perl', 'seen', $agi->get_variable('Z') . '/' . $input{'extension'} . '/' . $agi->channel_status());
`,
};

const havePython = existsSync('/usr/bin/python3');
const havePerl = spawnSync('perl', ['-MAsterisk::AGI', '-e', '1']).status === 0;

function suite(target: Target): void {
  let running: Running;
  let client: AmiClient;
  let server: TcpListener;
  const overs = new Map<string, string>();

  beforeAll(async () => {
    running = await target.start({
      ...BASE_FILES,
      'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25960\n',
      'pjsip.conf': '',
      'extensions.conf': EXTENSIONS,
      'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${AMI_PORT}\n[boss]\nsecret=s3cret\nread=all\nwrite=all\n`,
    });
    const folder = join(running.spool, '..', '..', 'lib', 'agi-bin');
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(SCRIPTS)) {
      writeFileSync(join(folder, name), text);
      chmodSync(join(folder, name), 0o755);
    }
    client = new AmiClient(
      { network: systemNetwork, clock: systemClock },
      { host: '127.0.0.1', port: AMI_PORT, username: 'boss', secret: 's3cret' },
    );
    client.start();
    await client.whenUp(AbortSignal.timeout(10_000));
    const bound = await openFastAgiServer(
      { network: systemNetwork },
      { host: '127.0.0.1', port: AGI_PORT },
      {
        async menu(script) {
          await script.answer();
          await script.setVariable('W', 'x "y"');
          const seen = [await script.getVariable('W'), await script.evaluate('${EXTEN}'), ...script.dialogue.args];
          await script.databasePut('server', 'seen', seen.join('|'));
          await script.databasePut('server', 'digit', JSON.stringify(await script.waitForDigit(50)));
        },
        async '*'(script) {
          const name = script.environment.get('network_script') ?? '';
          // These count as they were at the start.
          if (name === 'over-plain') await script.setVariable('AGISIGHUP', 'no');
          if (name === 'over-plain') await script.setVariable('AGIEXITONHANGUP', 'yes');
          if (name.startsWith('over-') && !name.endsWith('-dead')) await script.waitForDigit(-1);
          await new Promise((resolve) => systemClock.after(200, () => resolve(undefined)));
          const told = [script.hangupSignal.aborted, await script.answer(), await script.databasePut('x', name, 'y')];
          overs.set(name, told.join(' '));
        },
      },
    );
    if (!bound.ok) throw new Error(bound.fault.message);
    server = bound.value;
  }, 60_000);

  afterAll(async () => {
    server?.close();
    client?.close();
    await running?.stop();
  });

  const call = (exten: string) =>
    placeCall(client, {
      Channel: 'Local/wait@default/n',
      Context: 'default',
      Exten: exten,
      Priority: 1,
      CallerID: '"B" <12>',
    });
  const value = async (family: string, key: string): Promise<string> => {
    for (let attempt = 0; attempt < 200; attempt++) {
      const got = await dbGet(client, family, key);
      if (got.ok && got.value !== undefined) return got.value;
      await new Promise((resolve) => systemClock.after(50, () => resolve(undefined)));
    }
    throw new Error(`no ${family}/${key} within 10 s`);
  };

  test('a shell script reads its environment, sets variables and writes to the database', async () => {
    expect(await call('shell')).toMatchObject({ outcome: 'answered' });
    expect(await value('shell', 'status')).toBe('SUCCESS');
    expect(await value('shell', 'args')).toBe('one/two words/two words/12');
    expect(await value('shell', 'answer')).toBe('200 result=1 (a b)');
    expect(await value('shell', 'unknown')).toBe('510 Invalid or unknown command');
    expect(await value('shell', 'full')).toBe('200 result=1 (7-a b)');
    expect(await value('shell', 'where')).toMatch(/agi-bin$/);
  });

  test('what a script is told, in its order, and the variables of its environment', async () => {
    await call('environment');
    // Asterisk cuts longer values when a manager client asks for them.
    const told = await Promise.all(['first', 'second', 'third'].map((key) => value('environment', key)));
    expect(told.join('').split('|')).toEqual([
      'agi_request: environment.sh',
      'agi_channel',
      'agi_language: en',
      'agi_type: Local',
      'agi_uniqueid',
      'agi_version',
      'agi_callerid: 12',
      'agi_calleridname: B',
      'agi_callingpres: 0',
      'agi_callingani2: 0',
      'agi_callington: 0',
      'agi_callingtns: 0',
      'agi_dnid: unknown',
      'agi_rdnis: unknown',
      'agi_context: default',
      'agi_extension: environment',
      'agi_priority: 2',
      'agi_enhanced: 1.0',
      'agi_accountcode: acct',
      'agi_threadid',
      'agi_arg_1: one',
      'agi_arg_2: two words',
      '',
    ]);
    expect((await value('environment', 'variables')).trim().split(' ')).toEqual([
      'AST_AGI_DIR',
      'AST_CONFIG_DIR',
      'AST_CONFIG_FILE',
      'AST_DATA_DIR',
      'AST_KEY_DIR',
      'AST_LOG_DIR',
      'AST_MODULE_DIR',
      'AST_MONITOR_DIR',
      'AST_RUN_DIR',
      'AST_SPOOL_DIR',
      'AST_SYSTEMNAME',
      'AST_VAR_DIR',
      'AST_VERSION',
    ]);
  });

  test('scripts that fail, die or make noise harm nobody', async () => {
    await Promise.all(['fails', 'dies', 'noise'].map(call));
    expect(await value('fails', 'status')).toBe('FAILURE');
    expect(await value('dies', 'status')).toMatch(/SUCCESS|FAILURE/);
    expect(await value('noise', 'status')).toBe('SUCCESS');
  });

  test('a hangup is told by SIGHUP, and the script may still write', async () => {
    const placed = await call('hup');
    if (placed.outcome !== 'answered') throw new Error(placed.outcome);
    await new Promise((resolve) => systemClock.after(500, () => resolve(undefined)));
    expect(await hangUp(client, placed.channel)).toEqual({ ok: true, value: true });
    expect(await value('hup', 'told')).toMatch(/^(yes\/|\/200 result=-1$)/);
    await placed.ended;
  });

  test('who is told of a hangup, what can be done after it, and what h sees of it', async () => {
    const places = ['over-plain', 'over-quiet', 'over-exit', 'sover-yes', 'sover-no'];
    const calls = await Promise.all(places.map(call));
    await new Promise((resolve) => systemClock.after(700, () => resolve(undefined)));
    for (const placed of calls) if (placed.outcome === 'answered') await hangUp(client, placed.channel);
    await call('late');
    for (const name of [...places, 'late']) await value('over', `${name}-dead`);
    const seen: Record<string, unknown> = {};
    for (const name of [...places, 'late']) {
      const told = ['after', 'h', 'dead', 'told'].map(async (key) => {
        const got = await dbGet(client, 'over', `${name}-${key}`);
        return got.ok ? (got.value ?? '-') : '-';
      });
      seen[name] =
        `${(await Promise.all(told)).join(' ')} | ${overs.get(name) ?? '-'} | ${overs.get(`${name}-dead`) ?? '-'}`;
    }
    // AGISTATUS after it, in h, and after another script in h, with what the script found | whether a server is told, may answer, may
    // write to the database | the same in h
    expect(seen).toEqual({
      'over-plain': '- HANGUP SUCCESS - | true false true | false false true',
      'over-quiet': '- HANGUP SUCCESS - | false false true | false false true',
      'over-exit': '- HANGUP SUCCESS - | true false false | false false true',
      'sover-yes': '- HANGUP SUCCESS hup=yes/200 result=-1 | - | false false true',
      'sover-no': '- HANGUP SUCCESS hup=/200 result=-1 | - | false false true',
      late: '-  SUCCESS - | - | false false true',
    });
  });

  test('a FastAGI server of this package controls the call', async () => {
    await call('server');
    expect(await value('server', 'seen')).toBe('x "y"|server|a b');
    expect(JSON.parse(await value('server', 'digit'))).toEqual({ kind: 'none' });
    expect(await value('server', 'status')).toBe('SUCCESS');
  });

  test('EAGI: the script hears the caller on descriptor 3', async () => {
    const fields = { Context: 'default', Exten: 'hear', Priority: 1 };
    await placeCall(client, { Channel: 'Local/tone@default/n', ...fields });
    expect(await value('hear', 'bytes')).toBe('8000');
    expect(await value('hear', 'loud')).toBe('yes');
  });

  if (target.name !== 'asterism') return;

  test('a script waits, started, for the call that asks for it', async () => {
    const folder = join(running.spool, '..', '..');
    const started = (): number =>
      readFileSync(join(folder, 'lib', 'agi-bin', 'started'), 'utf8').split('\n').length - 1;
    writeFileSync(join(folder, 'etc', 'agi.conf'), '[ready.sh]\nready = 2\n');
    expect(await running.rxAside('module reload res_agi')).not.toContain('declined');
    await until(() => existsSync(join(folder, 'lib', 'agi-bin', 'started')) && started() === 2);
    await call('ready');
    expect(await value('ready', 'told')).toBe('now');
    expect(await value('ready', 'status')).toBe('SUCCESS');
    await until(() => started() === 3);
  });

  test.runIf(havePython)('a python script (needs python3)', async () => {
    await call('python');
    expect(await value('python', 'status_of_channel')).toBe('200 result=6');
    expect(await value('python', 'status')).toBe('SUCCESS');
  });

  test.runIf(havePerl)("a script with perl's Asterisk::AGI (needs libasterisk-agi-perl)", async () => {
    await call('perl');
    expect(await value('perl', 'seen')).toBe('from-perl/perl/6');
    expect(await value('perl', 'status')).toBe('SUCCESS');
  });
}

describe('scripts on Asterism', () => suite(asterismTarget()));
const asterisk = asteriskTarget();
describe.skipIf(!asterisk)('the same on a real Asterisk (needs ASTERISK_ROOT or an installed Asterisk)', () => {
  if (asterisk) suite(asterisk);
});
