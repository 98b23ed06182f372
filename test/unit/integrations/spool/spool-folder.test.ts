import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openForWriting } from '../../../../src/integrations/spool/open-for-writing.ts';
import { type OpenCallFile, SpoolFolder } from '../../../../src/integrations/spool/spool-folder.ts';

function bench() {
  const spool = mkdtempSync(join(tmpdir(), 'asterism-test-'));
  onTestFinished(() => rmSync(spool, { recursive: true, force: true }));
  const folder = new SpoolFolder(spool);
  const put = (name: string, text: string | Uint8Array): string => {
    const path = join(spool, 'outgoing', name);
    writeFileSync(path, text);
    return path;
  };
  const open = (name: string): OpenCallFile => {
    const file = folder.open(name);
    if ('kind' in file) throw new Error(`cannot open ${name}: ${file.kind}`);
    onTestFinished(() => folder.release(file));
    return file;
  };
  return { spool, folder, put, open };
}

describe('the spool on disk', () => {
  test('its folders are there from the start', () => {
    const { spool } = bench();
    expect(readdirSync(spool).sort()).toEqual(['outgoing', 'outgoing_done', 'tmp']);
  });

  test('a file is read with its date, whatever its encoding', () => {
    const { folder, put, open } = bench();
    utimesSync(put('a', 'Grüße\n'), 1000, 2000);
    put('b', Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 10]));
    expect(open('a')).toMatchObject({ text: 'Grüße\n', mtimeMs: 2_000_000 });
    expect(open('b').text).toBe('Grüße\n');
    expect(folder.list().sort()).toEqual(['a', 'b']);
  });

  test('bookkeeping is appended on a line of its own and the date is moved', () => {
    const { folder, put, open } = bench();
    const path = put('a', 'Data: x');
    expect(folder.append(open('a'), '\nStartRetry: 1 1 (5)\n', 4_000_000_000)).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('Data: x\n\nStartRetry: 1 1 (5)\n');
    expect(statSync(path).mtimeMs).toBe(4_000_000_000_000);
  });

  test('what is no regular file is not opened, a pipe does not hang, a link is not followed', () => {
    const { spool, folder } = bench();
    writeFileSync(join(spool, 'target'), 'x');
    symlinkSync(join(spool, 'target'), join(spool, 'outgoing', 'link'));
    mkdirSync(join(spool, 'outgoing', 'folder'));
    execFileSync('mkfifo', [join(spool, 'outgoing', 'pipe')]);
    for (const name of ['link', 'folder', 'pipe']) expect(folder.open(name)).toMatchObject({ kind: 'odd' });
    expect(folder.oddity('link')).toBe('a symbolic link');
    expect(folder.open('missing')).toEqual({ kind: 'gone' });
  });

  test("another user's file is refused, since its retries could not be dated", () => {
    const { spool, folder, put } = bench();
    put('a', 'x');
    const stranger = new SpoolFolder(spool, (process.geteuid?.() ?? 0) + 1);
    expect(stranger.open('a')).toMatchObject({ kind: 'denied', reason: expect.stringContaining('it belongs to user') });
    expect('kind' in folder.open('a')).toBe(false);
  });

  test('a name taken over by another file is noticed', () => {
    const { folder, put, open } = bench();
    const path = put('a', 'x');
    const { identity } = open('a');
    expect(folder.holds('a', identity)).toBe(true);
    unlinkSync(path);
    expect(folder.holds('a', identity)).toBe(false);
    put('a', 'y');
    expect(folder.holds('a', identity)).toBe(false);
  });

  test('archived files never overwrite each other', () => {
    const { spool, folder, put } = bench();
    for (const text of ['one\n', 'two\n', 'three\n']) {
      utimesSync(put('a', text), 1000, 1000);
      expect(folder.archive('a', 'Completed')).toBeUndefined();
    }
    const done = (name: string): string => readFileSync(join(spool, 'outgoing_done', name), 'utf8');
    expect([done('a'), done('a.2'), done('a.3')]).toEqual([
      'one\nStatus: Completed\n',
      'two\nStatus: Completed\n',
      'three\nStatus: Completed\n',
    ]);
    expect(statSync(join(spool, 'outgoing_done', 'a')).mtimeMs).toBe(1_000_000);
    expect(folder.list()).toEqual([]);
  });

  test('a rejected file is kept beside the reason', () => {
    const { spool, folder, put } = bench();
    put('a', 'nonsense');
    expect(folder.reject('a', 'because\n')).toEqual({ path: join(spool, 'outgoing_failed', 'a') });
    put('a', 'more nonsense');
    expect(folder.reject('a', 'again\n')).toEqual({ path: join(spool, 'outgoing_failed', 'a.2') });
    expect(readdirSync(join(spool, 'outgoing_failed')).sort()).toEqual(['a', 'a.2', 'a.2.why', 'a.why']);
    expect(readFileSync(join(spool, 'outgoing_failed', 'a.why'), 'utf8')).toBe('because\n');
  });

  test('removing a file that is gone already is well', () => {
    const { folder, put } = bench();
    const path = put('a', 'x');
    expect(folder.remove('a')).toBeUndefined();
    expect(folder.remove('a')).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });

  test.runIf(existsSync('/proc/self/fdinfo'))(
    'a file that is open for writing is known, one open for reading does not count',
    () => {
      const { folder, put } = bench();
      const [written, read] = [openSync(put('w', 'x'), 'a'), openSync(put('r', 'x'), 'r')];
      expect([...openForWriting(folder.outgoing, ['w', 'r', 'x'])]).toEqual(['w']);
      closeSync(written);
      closeSync(read);
      expect([...openForWriting(folder.outgoing, ['w', 'r'])]).toEqual([]);
      expect([...openForWriting(folder.outgoing, ['w'], '/nowhere')]).toEqual([]);
    },
  );
});
