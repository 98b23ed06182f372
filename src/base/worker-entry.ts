import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * The file that a worker thread starts with: `name` beside the module that asks, with that module's own extension. A checkout
 * runs `.ts`, a build `.js`, and a build rewrites no URLs.
 * @param moduleUrl `import.meta.url` of the module that asks.
 * @param name without extension, for example `media-worker`.
 */
export function workerEntry(moduleUrl: string, name: string): URL {
  return new URL(`./${name}${moduleUrl.split('?')[0]?.endsWith('.ts') ? '.ts' : '.js'}`, moduleUrl);
}

/**
 * Starts a worker thread at its {@link workerEntry}; it knows nothing of the environment. In a checkout it is given the compile
 * cache of this thread, which it would not inherit: of a few thousand threads that have Node strip types, one takes the whole
 * process with it (Node 24's WebAssembly: `Check failed: jit_page.has_value()`), and each starts half as fast. The caller ends
 * the thread.
 */
export function startWorker(moduleUrl: string, name: string, options: Omit<WorkerOptions, 'env'>): Worker {
  const entry = workerEntry(moduleUrl, name);
  const cache = entry.pathname.endsWith('.ts') ? getCompileCacheDir() : undefined;
  // what Node tells is the folder of this version of Node, below the one that it is to be given
  const env = cache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(cache) };
  return new Worker(entry, { ...options, env });
}
