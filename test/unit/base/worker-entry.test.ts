import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { workerEntry } from '../../../src/base/worker-entry.ts';

test('a worker’s file has the extension of the module that asks for it', () => {
  expect(workerEntry('file:///a/src/open-engine.ts', 'media-worker').href).toBe('file:///a/src/media-worker.ts');
  expect(workerEntry('file:///a/dist/open-engine.js', 'media-worker').href).toBe('file:///a/dist/media-worker.js');
  expect(workerEntry('file:///a/src/open-engine.ts?t=1', 'media-worker').pathname).toBe('/a/src/media-worker.ts');
});

test('a worker of a checkout keeps what its TypeScript has become where its starter does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'probe-worker.ts'), 'export const probed: number = 1;');
  writeFileSync(
    join(folder, 'start.mjs'),
    `import { enableCompileCache, getCompileCacheDir } from 'node:module';
    import { startWorker } from '${new URL('../../../src/base/worker-entry.ts', import.meta.url).href}';
    enableCompileCache('${join(folder, 'cache')}');
    startWorker(import.meta.url.replace(/start.mjs$/, 'start.ts'), 'probe-worker', {}).once('exit', (code) => {
      console.log(JSON.stringify({ code, where: getCompileCacheDir() }));
      process.kill(process.pid, 'SIGKILL'); // keeps nothing itself
    });`,
  );
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const result = spawnSync(process.execPath, [join(folder, 'start.mjs')], { env, encoding: 'utf8' });
  const { code, where } = JSON.parse(result.stdout);
  expect(code).toBe(0);
  expect(readdirSync(where)).not.toEqual([]);
});
