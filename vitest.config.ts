import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/interop/**'],
    testTimeout: 20_000,
    pool: 'threads',
    // The sources keep no state between two houses, so that the files of a thread can share the modules; loading them anew costs more than the tests.
    isolate: false,
    maxWorkers: 2,
  },
});
