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

test.skipIf(!haveSmallDisk)(
  'call files on a full disk wait, and are each dialled once when there is room',
  {
    timeout: 60_000,
  },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'asterism-full-'));
    const [etc, mounted, log] = [join(folder, 'etc'), join(folder, 'state'), join(folder, 'output')];
    for (const one of [etc, mounted]) mkdirSync(one);
    for (const [name, text] of Object.entries(CONFIG)) writeFileSync(join(etc, name), text);
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
    // The disk as the process sees it.
    const state = join(`/proc/${child.pid}/root`, mounted);
    const [drafts, outgoing, done] = ['tmp', 'outgoing', 'outgoing_done'].map((name) => join(state, 'spool', name));
    const names = Array.from({ length: FILES }, (_, n) => `file${n}`);
    for (const name of names)
      writeFileSync(join(drafts ?? '', name), 'Channel: Local/p@phone\nContext: done\nExtension: s\nArchive: yes\n');
    fill(join(state, 'filling'));
    for (const name of names) renameSync(join(drafts ?? '', name), join(outgoing ?? '', name));
    await until(() => readFileSync(log, 'utf8').includes('the disk takes nothing'), 5000);
    expect(readdirSync(outgoing ?? '')).toHaveLength(FILES);

    rmSync(join(state, 'filling'));
    await until(() => readFileSync(log, 'utf8').includes('the disk takes files again'), 6000);
    await until(() => readdirSync(outgoing ?? '').length === 0, 10_000);
    expect(readdirSync(done ?? '').sort()).toEqual(names.toSorted());
    for (const name of names)
      expect(readFileSync(join(done ?? '', name), 'utf8').match(/^StartRetry/gm)).toHaveLength(1);
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
