import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
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
