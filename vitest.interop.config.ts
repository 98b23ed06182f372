import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Real peers, real sockets, real time: one file after another, so that they do not disturb each other's figures.
export default defineConfig({
  test: {
    // threads that strip types at the same time now and then take the process with them: src/base/worker-entry.ts
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('.cache/compile', import.meta.url)) },
    include: ['test/interop/**/*.interop.test.ts', 'test/unit/media/{dgram,epoll}-engine.test.ts'],
    // a machine that is busy with something else tears holes into real time; what fails twice is at fault itself
    retry: 1,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    // of what a file says may go on at the same time
    maxConcurrency: 3,
    passWithNoTests: true,
  },
});
