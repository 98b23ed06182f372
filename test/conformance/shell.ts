import type { Processes } from '../../src/pbx/ports/processes.ts';
import { startNothing, testEnvironment } from '../support/test-pbx.ts';

/** A shell that knows the commands of the snippets. */
export const shell: Processes = {
  start: startNothing,
  environment: testEnvironment(),
  run: async () => ({ exitCode: 0, stdout: Buffer.alloc(0), stderr: '' }),
  shell: async (line) => ({
    exitCode: /^exit (\d+)$/.exec(line) ? Number(line.slice(5)) : line.startsWith('/nosuch') ? 127 : 0,
    stdout: Buffer.from(line.startsWith('echo -n ') ? line.slice(8) : ''),
    stderr: '',
  }),
};
