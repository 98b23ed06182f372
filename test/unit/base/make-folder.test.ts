import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../../src/base/make-folder.ts';

test('makes a folder with its parents, and is content with one that is there', () => {
  const top = mkdtempSync(join(tmpdir(), 'make-folder-'));
  makeFolder(join(top, 'a/b/c'));
  makeFolder(join(top, 'a/b/c'));
  expect(existsSync(join(top, 'a/b/c'))).toBe(true);
  writeFileSync(join(top, 'file'), '');
  expect(() => makeFolder(join(top, 'file/b'))).toThrow(/ENOTDIR/);
  rmSync(top, { recursive: true });
});

test('comes back where the parent refuses', () => {
  expect(() => makeFolder('/proc/nowhere/at/all')).toThrow(/\/proc\/nowhere/);
});
