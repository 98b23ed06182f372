import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import { type AstDb, openAstDb } from '../../../src/store/ast-db.ts';
import { recordingLog, temporaryFolder } from './support.ts';

function open(folder = temporaryFolder()): {
  db: AstDb;
  clock: VirtualClock;
  path: string;
  log: ReturnType<typeof recordingLog>;
} {
  const clock = new VirtualClock();
  const log = recordingLog();
  const path = join(folder, 'astdb.sqlite3');
  const db = openAstDb({ path, clock, log: log.log });
  onTestFinished(() => db.close());
  return { db, clock, path, log };
}

function rowsOf(path: string): Array<[unknown, unknown]> {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare('SELECT key, value FROM astdb ORDER BY key').all();
  database.close();
  return rows.map((row) => [row['key'], row['value']]);
}

describe('families, keys and values', () => {
  test('a value put is read back at once', () => {
    const { db } = open();
    expect(db.put('cidname', '100', 'Alice')).toBe(true);
    expect(db.get('cidname', '100')).toBe('Alice');
    expect(db.get('cidname', '101')).toBeUndefined();
    expect(db.get('CIDNAME', '100')).toBeUndefined();
  });

  test('a deleted one is gone, and deleting it again says so', () => {
    const { db } = open();
    db.put('a', 'b', 'c');
    expect(db.delete('a', 'b')).toBe(true);
    expect(db.delete('a', 'b')).toBe(false);
    expect(db.get('a', 'b')).toBeUndefined();
  });

  test('a path of more than 255 bytes is refused', () => {
    const { db } = open();
    expect(db.put('f', 'k'.repeat(252), 'x')).toBe(true);
    expect(db.put('f', 'k'.repeat(253), 'x')).toBe(false);
    expect(db.put('f', 'ü'.repeat(127), 'x')).toBe(false);
  });

  test('a tree is shown and removed without regard to case, as Asterisk does', () => {
    const { db } = open();
    for (const [family, key] of [
      ['fam', 'key'],
      ['Fam', 'key2'],
      ['fam/sub', 'k3'],
      ['faq', 'k'],
    ] as const)
      db.put(family, key, 'v');
    expect(db.tree('fam').map((entry) => entry.path)).toEqual(['/Fam/key2', '/fam/key', '/fam/sub/k3']);
    expect(db.tree('fam', 'key').map((entry) => entry.path)).toEqual(['/fam/key']);
    expect(db.tree('fa_').length).toBe(4);
    expect(db.tree().length).toBe(4);
    expect(db.withKey('k%').map((entry) => entry.path)).toEqual(['/Fam/key2', '/fam/key', '/fam/sub/k3', '/faq/k']);
    expect(db.deleteTree('fam', 'sub')).toBe(1);
    expect(db.deleteTree('fa_')).toBe(0);
    expect(db.deleteTree('fam')).toBe(2);
    expect(db.tree().map((entry) => entry.path)).toEqual(['/faq/k']);
    expect(db.deleteTree('')).toBe(1);
  });
});

describe('the file', () => {
  test('changes are written together, a second after the first', async () => {
    const { db, clock, path } = open();
    db.put('a', '1', 'x');
    await clock.advance(900);
    db.put('a', '2', 'y');
    expect(rowsOf(path)).toEqual([]);
    await clock.advance(100);
    expect(rowsOf(path)).toEqual([
      ['/a/1', 'x'],
      ['/a/2', 'y'],
    ]);
    db.delete('a', '1');
    await clock.advance(1000);
    expect(rowsOf(path)).toEqual([['/a/2', 'y']]);
  });

  test('close writes what waits', () => {
    const { db, path } = open();
    db.put('a', 'b', 'c');
    db.close();
    expect(rowsOf(path)).toEqual([['/a/b', 'c']]);
    expect(existsSync(`${path}-journal`)).toBe(false);
  });

  test("Asterisk's own file opens", () => {
    const folder = temporaryFolder();
    const foreign = new DatabaseSync(join(folder, 'astdb.sqlite3'));
    foreign.exec(
      "CREATE TABLE astdb(key VARCHAR(256), value VARCHAR(256), PRIMARY KEY(key)); INSERT INTO astdb VALUES('/pbx/UUID', 'fc62');",
    );
    foreign.close();
    expect(open(folder).db.get('pbx', 'UUID')).toBe('fc62');
  });

  test('a damaged file is kept aside, said, and replaced', () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'astdb.sqlite3'),
      'this is no database at all, but long enough to be read as one\n'.repeat(40),
    );
    const { db, log, path } = open(folder);
    db.put('a', 'b', 'c');
    db.close();
    expect(rowsOf(path)).toEqual([['/a/b', 'c']]);
    expect(readdirSync(folder)).toContain('astdb.sqlite3.damaged-2026-01-01T00-00-00-000Z');
    expect(log.text()).toMatch(/astdb\.sqlite3 is damaged \(file is not a database\); it was kept as .*damaged-2026/);
  });

  test('one that cannot be opened costs the memory of it, not the start', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'astdb.sqlite3'));
    const { db, log } = open(folder);
    db.put('a', 'b', 'c');
    expect(db.get('a', 'b')).toBe('c');
    expect(log.text()).toContain('nothing put into the database will be kept');
  });

  test('a query sees and makes changes', () => {
    const { db } = open();
    db.put('a', 'b', 'c');
    expect(db.query('SELECT key, value FROM astdb')).toEqual({ ok: true, rows: [{ key: '/a/b', value: 'c' }] });
    db.query("UPDATE astdb SET value = 'd'");
    expect(db.get('a', 'b')).toBe('d');
    expect(db.query('SELECT bogus')).toEqual({ ok: false, reason: 'no such column: bogus' });
  });

  test('a kill loses at most what was not yet written and damages nothing', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'astdb.sqlite3');
    const program = `
      import { openAstDb } from '${new URL('../../../src/store/ast-db.ts', import.meta.url).href}';
      import { LogHub } from '${new URL('../../../src/base/log.ts', import.meta.url).href}';
      import { systemClock } from '${new URL('../../../src/base/clock.ts', import.meta.url).href}';
      const db = openAstDb({ path: process.argv[1], clock: systemClock, log: new LogHub(() => 0).logger('t') });
      for (let i = 0; i < 500; i++) db.put('kept', String(i), 'x');
      db.flush();
      for (let i = 0; i < 500; i++) db.put('lost', String(i), 'x');
      process.kill(process.pid, 'SIGKILL');`;
    expect(() =>
      execFileSync(process.execPath, ['--input-type=module', '-e', program, path], { stdio: 'pipe' }),
    ).toThrow();
    const { db, log } = open(folder);
    expect(db.tree('kept').length).toBe(500);
    expect(db.tree('lost').length).toBe(0);
    expect(log.lines).toEqual([]);
  });
});
