import type { Row } from '../row.ts';

const TIMES = 21;

/** What a script waits for one console command, the start of the client included: the median of many. */
export const consoleCommand: Row = {
  name: 'console command, -rx',
  unit: 'ms',
  // A Node alone takes four times as long to start as the whole of Asterisk's client takes.
  must: 12,
  aim: 6,
  files: {},
  measure(running) {
    const spans = Array.from({ length: TIMES }, () => {
      const begun = performance.now();
      const answer = running.rx('core show uptime');
      if (!answer.includes('System uptime')) throw new Error(`no answer but '${answer}'`);
      return performance.now() - begun;
    });
    return Promise.resolve(spans.sort((a, b) => a - b)[TIMES >> 1] ?? Number.NaN);
  },
};
