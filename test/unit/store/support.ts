import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LogHub, type LogRecord } from '../../../src/base/log.ts';

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A logger whose lines a test can read. */
export function recordingLog(): { log: ReturnType<LogHub['logger']>; lines: LogRecord[]; text(): string } {
  const lines: LogRecord[] = [];
  const hub = new LogHub(() => 0);
  hub.add({ verbosity: 10, debug: 0, write: (record) => void lines.push(record) });
  return { log: hub.logger('test'), lines, text: () => lines.map((line) => line.message).join('\n') };
}
