import { expect, test } from 'vitest';
import { workerEntry } from '../../../src/base/worker-entry.ts';

test('a worker’s file has the extension of the module that asks for it', () => {
  expect(workerEntry('file:///a/src/open-engine.ts', 'media-worker').href).toBe('file:///a/src/media-worker.ts');
  expect(workerEntry('file:///a/dist/open-engine.js', 'media-worker').href).toBe('file:///a/dist/media-worker.js');
  expect(workerEntry('file:///a/src/open-engine.ts?t=1', 'media-worker').pathname).toBe('/a/src/media-worker.ts');
});
