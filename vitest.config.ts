import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // threads that strip types at the same time now and then take the process with them: src/base/worker-entry.ts
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('.cache/compile', import.meta.url)) },
    include: ['test/**/*.test.ts'],
    // what runs in real time is measured alone: vitest.interop.config.ts
    exclude: ['test/interop/**', 'test/unit/media/{dgram,epoll}-engine.test.ts'],
    testTimeout: 20_000,
    pool: 'threads',
    // The sources keep no state between two houses, so that the files of a thread can share the modules; loading them anew costs more than the tests.
    isolate: false,
    maxWorkers: 2,
  },
});
