import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MOUNTED = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=4m none "$0" && exec "$@"'];
/** A small disk of one's own needs a name space of mounts, which not every machine grants. */
const haveSmallDisk = spawnSync('unshare', [...MOUNTED, tmpdir(), 'true']).status === 0;
const FILES = 40;

const CONFIG = {
  'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25181\n',
  'extensions.conf':
    '[done]\nexten => s,1,Wait(0.2)\n[phone]\nexten => p,1,Set(GLOBAL(CALLS)=$[0${CALLS} + 1])\n same => n,Answer()\n same => n,Wait(1)\n',
  'logger.conf': '[general]\n[logfiles]\nconsole => notice,warning,error\n',
};

const VOICEMAIL = {
  'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25181\n',
  'voicemail.conf': '[general]\nformat=wav\n[default]\n100 => 1,Ann\n',
  'extensions.conf': `[d]
exten => leave,1,Answer()
 same => n,Verbose(0,calling)
 same => n,Wait(1)
 same => n,VoiceMail(100,s)
 same => n,Verbose(0,left \${VMSTATUS})
exten => talk,1,Wait(3.5)
 same => n,SendDTMF(#)
 same => n,Wait(2)
`,
  'logger.conf': '[general]\n[logfiles]\nconsole => notice,warning,error,verbose(5)\n',
};

/** Starts a PBX whose state lies on a disk of 4 MiB. The test ends it. @returns its log, and its state as the process sees it. */
async function onSmallDisk(
  config: Readonly<Record<string, string>>,
): Promise<{ readonly log: () => string; readonly state: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-full-'));
  const [etc, mounted, log] = [join(folder, 'etc'), join(folder, 'state'), join(folder, 'output')];
  for (const one of [etc, mounted]) mkdirSync(one);
  for (const [name, text] of Object.entries(config)) writeFileSync(join(etc, name), text);
  const asterism = [process.execPath, join(ROOT, 'bin/launch.mjs'), '--config', etc, '--state', mounted];
  const child = spawn('sh', [
    '-c',
    `exec "$@" >"${log}" 2>&1`,
    'sh',
    'unshare',
    ...MOUNTED,
    mounted,
    ...asterism,
    '-f',
  ]);
  onTestFinished(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });
  await until(() => existsSync(log) && readFileSync(log, 'utf8').includes('Asterisk Ready.'), 15_000);
  return { log: () => readFileSync(log, 'utf8'), state: join(`/proc/${child.pid}/root`, mounted) };
}

test.skipIf(!haveSmallDisk)(
  'call files on a full disk wait, and are each dialled once when there is room',
  { timeout: 60_000 },
  async () => {
    const { log, state } = await onSmallDisk(CONFIG);
    const [drafts, outgoing, done] = ['tmp', 'outgoing', 'outgoing_done'].map((name) => join(state, 'spool', name));
    const names = Array.from({ length: FILES }, (_, n) => `file${n}`);
    for (const name of names)
      writeFileSync(join(drafts ?? '', name), 'Channel: Local/p@phone\nContext: done\nExtension: s\nArchive: yes\n');
    fill(join(state, 'filling'));
    for (const name of names) renameSync(join(drafts ?? '', name), join(outgoing ?? '', name));
    await until(() => log().includes('the disk takes nothing'), 5000);
    expect(readdirSync(outgoing ?? '')).toHaveLength(FILES);

    rmSync(join(state, 'filling'));
    await until(() => log().includes('the disk takes files again'), 6000);
    await until(() => readdirSync(outgoing ?? '').length === 0, 10_000);
    expect(readdirSync(done ?? '').sort()).toEqual(names.toSorted());
    for (const name of names)
      expect(readFileSync(join(done ?? '', name), 'utf8').match(/^StartRetry/gm)).toHaveLength(1);
  },
);

test.skipIf(!haveSmallDisk)(
  'a message that the full disk does not take: the log says where, what lies there stays, and the next one is taken',
  { timeout: 60_000 },
  async () => {
    const { log, state } = await onSmallDisk(VOICEMAIL);
    const [draft, outgoing] = [join(state, 'spool/tmp/call'), join(state, 'spool/outgoing')];
    const inbox = join(state, 'spool/voicemail/default/100/INBOX');
    const call = async (name: string, meanwhile: () => void): Promise<void> => {
      writeFileSync(draft, 'Channel: Local/leave@d/n\nContext: d\nExtension: talk\n');
      renameSync(draft, join(outgoing, name));
      const calls = (): number => log().match(/calling/g)?.length ?? 0;
      const before = calls();
      await until(() => calls() > before, 8000);
      meanwhile();
    };
    await call('one', () => {});
    await until(() => log().includes('left SUCCESS'), 20_000);
    expect(readdirSync(inbox).sort()).toEqual(['msg0000.txt', 'msg0000.wav']);
    const first = readFileSync(join(inbox, 'msg0000.wav'));

    await call('two', () => fill(join(state, 'filling')));
    await until(() => log().includes('left FAILED'), 20_000);
    expect(log()).toMatch(/(WARNING|ERROR).*ENOSPC/);
    expect(readdirSync(inbox).sort()).toEqual(['msg0000.txt', 'msg0000.wav']);
    expect(readFileSync(join(inbox, 'msg0000.wav')).equals(first)).toBe(true);

    rmSync(join(state, 'filling'));
    await call('three', () => {});
    await until(() => log().match(/left SUCCESS/g)?.length === 2, 20_000);
    expect(readdirSync(inbox)).toContain('msg0001.wav');
  },
);

/** Writes until nothing more goes. */
function fill(path: string): void {
  for (const size of [65_536, 4096, 512, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      if (!String(error).includes('ENOSPC')) throw error;
    }
  }
}

async function until(seen: () => boolean, withinMs: number): Promise<void> {
  for (let waited = 0; waited < withinMs; waited += 50) {
    if (seen()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(seen()).toBe(true);
}
