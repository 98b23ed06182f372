import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import type { Logger } from '../../../src/base/log.ts';
import { yieldNow } from '../../../src/base/yield-now.ts';
import { LineFile } from '../../../src/store/line-file.ts';

let dir: string;
let clock: VirtualClock;
let told: string[];
/** Whether this process holds a file open. */
const isOpen = (path: string): boolean =>
  readdirSync('/proc/self/fd').some((fd) => {
    const link = `/proc/self/fd/${fd}`;
    return existsSync(link) && readlinkSync(link) === path;
  });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'line-file-'));
  clock = new VirtualClock(0);
  told = [];
});
afterEach(() => rmSync(dir, { recursive: true }));

const lineFile = (path: string): LineFile => {
  const tell = (message: string): void => void told.push(message);
  const log: Pick<Logger, 'error'> = { error: tell };
  return new LineFile(path, log as Logger, clock);
};
const write = async (file: LineFile, ...lines: string[]): Promise<void> => {
  for (const line of lines) file.write(line);
  await yieldNow();
};

test('lines are in the file after each turn, and what has been rotated away is let go of within a second', async () => {
  const path = join(dir, 'records', 'Master.csv');
  const file = lineFile(path);
  await write(file, 'a', 'b');
  expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
  await write(file, 'c');
  await write(file, 'd');
  expect(readFileSync(path, 'utf8')).toBe('a\nb\nc\nd\n');

  renameSync(path, `${path}.1`);
  await write(file, 'e');
  await clock.advance(1000);
  await write(file, 'f');
  await write(file, 'g');
  expect([readFileSync(`${path}.1`, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['a\nb\nc\nd\ne\n', 'f\ng\n']);
  file.write('h');
  file.close();
  expect(readFileSync(path, 'utf8')).toBe('f\ng\nh\n');
  expect(told).toEqual([]);
});

test('it is not kept open by lines that come now and then, nor after it has been closed', async () => {
  const path = join(dir, 'quiet.csv');
  const file = lineFile(path);
  for (let n = 0; n < 3; n++) {
    await write(file, String(n));
    expect(isOpen(path)).toBe(false);
    await clock.advance(1500);
  }
  await write(file, 'x');
  await write(file, 'y');
  expect(isOpen(path)).toBe(true);
  file.close();
  expect(isOpen(path)).toBe(false);
});

test('a file that cannot be written is told of once, and written again when it can be', async () => {
  const file = lineFile(join(dir, 'not-yet'));
  rmSync(dir, { recursive: true });
  const blocked = lineFile('/proc/self/nothing/Master.csv');
  await write(blocked, 'a');
  await write(blocked, 'b');
  expect(told).toEqual([expect.stringContaining('Unable to write to /proc/self/nothing/Master.csv')]);
  await write(file, 'c');
  expect(readFileSync(join(dir, 'not-yet'), 'utf8')).toBe('c\n');
});
