import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { ConsoleClient } from '../clients/console/console-client.ts';
import type { RunOptions } from './arguments.ts';
import { controlPath } from './control-path.ts';
import type { Output } from './output.ts';
import { programRoot } from './place.ts';

/** How long the start may take. */
const START_MS = 30_000;

/** Starts an instance that outlives this process, as `asterisk` without `-f` does. Returns 0 once it is up, 1 where it ended before. */
export async function startInBackground(options: RunOptions, output: Output): Promise<number> {
  const path = options.socket ?? controlPath(options);
  const child = spawn(
    process.execPath,
    [...process.execArgv, join(programRoot, 'bin', 'launch.mjs'), ...process.argv.slice(2), '-f'],
    {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let complaint = '';
  let ended = false;
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaint.length < 65_536) complaint += chunk.toString();
  });
  child.on('exit', () => {
    ended = true;
  });
  const until = systemClock.monotonic() + START_MS;
  while (!ended && systemClock.monotonic() < until) {
    const client = await ConsoleClient.connect(path, { live: false, colour: false });
    if (client && client.welcome.processId === child.pid) {
      await client.run('core waitfullybooted');
      client.close();
      child.stderr.destroy();
      child.unref();
      return 0;
    }
    client?.close();
    await systemClock.sleep(20);
  }
  output.err(complaint === '' ? 'asterism: it did not start\n' : complaint);
  return 1;
}
