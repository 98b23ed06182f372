import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const MODULE = pathToFileURL(join(import.meta.dirname, '..', '..', 'support', 'end-with-us.ts')).href;

/** Starts a program that would sleep on, with our stderr, tells so, and then does as `next` says. */
const owner = (next: string): string => `
import { spawn } from 'node:child_process';
import { endWithUs } from '${MODULE}';
endWithUs(spawn('sleep', ['60'], { stdio: ['ignore', 'ignore', 'inherit'], detached: true }));
console.log('started');
${next}`;

/** @returns it, and its exit code once nobody has its stderr any more: neither it nor what it has started. */
async function ownerWith(next: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', owner(next)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.resume();
  const gone = once(child, 'close') as Promise<[number | null]>;
  await once(child.stdout, 'data');
  return { child, gone };
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('what was started ends with us on %s', async (signal, code) => {
  const { child, gone } = await ownerWith('setInterval(() => {}, 1000);');
  child.kill(signal);
  expect((await gone)[0]).toBe(code);
});

test('what was started ends with us when nobody reads on', async () => {
  const { child, gone } = await ownerWith("setInterval(() => console.log('more'), 5);");
  child.stdout.destroy();
  expect((await gone)[0]).toBe(141);
});

test('what was started ends with us on an error', async () => {
  const { gone } = await ownerWith("throw new Error('a fault');");
  expect((await gone)[0]).toBe(1);
});
