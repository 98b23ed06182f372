import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import { type Ledger, openLedger } from '../../../src/store/ledger.ts';
import { recordingLog, temporaryFolder } from './support.ts';

function open(path: string, clock = new VirtualClock()): Ledger {
  const opened = openLedger({ path, clock, log: recordingLog().log });
  if (!opened.ok) throw new Error(opened.reason);
  onTestFinished(() => opened.ledger.close());
  return opened.ledger;
}

describe('a ledger', () => {
  test('keeps kinds apart, and remembers across an orderly close', () => {
    const path = join(temporaryFolder(), 'ledger.sqlite3');
    const first = open(path);
    first.book('call-file').commit([
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ]);
    first.book('reminder').note([{ key: 'a', value: 'fired' }]);
    first.book('call-file').commit([{ key: 'b', value: undefined }]);
    first.close();
    const again = open(path);
    expect([...again.book('call-file').entries()]).toEqual([['a', '1']]);
    expect(again.book('reminder').get('a')).toBe('fired');
  });

  test('what is committed or noted outlives a kill in the very next instruction', () => {
    const path = join(temporaryFolder(), 'ledger.sqlite3');
    const program = `
      import { openLedger } from '${new URL('../../../src/store/ledger.ts', import.meta.url).href}';
      import { LogHub } from '${new URL('../../../src/base/log.ts', import.meta.url).href}';
      import { systemClock } from '${new URL('../../../src/base/clock.ts', import.meta.url).href}';
      const opened = openLedger({ path: process.argv[1], clock: systemClock, log: new LogHub(() => 0).logger('t') });
      const book = opened.ledger.book('x');
      book.commit([{ key: 'committed', value: '1' }]);
      book.note([{ key: 'noted', value: '1' }]);
      process.kill(process.pid, 'SIGKILL');`;
    expect(() =>
      execFileSync(process.execPath, ['--input-type=module', '-e', program, path], { stdio: 'pipe' }),
    ).toThrow();
    expect([...open(path).book('x').entries()].map(([key]) => key).sort()).toEqual(['committed', 'noted']);
  });

  test('a forgotten fact is gone after a second, unless it was set again', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite3');
    const clock = new VirtualClock();
    const ledger = open(path, clock);
    const book = ledger.book('x');
    book.commit([
      { key: 'a', value: '1' },
      { key: 'b', value: '1' },
    ]);
    book.forget('a');
    book.forget('b');
    expect(book.get('a')).toBeUndefined();
    book.commit([{ key: 'b', value: '2' }]);
    await clock.advance(1000);
    ledger.close();
    expect([...open(path).book('x').entries()]).toEqual([['b', '2']]);
  });

  test('a damaged file is replaced; a file that cannot be opened is a reason, not a throw', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'damaged'), 'garbage '.repeat(1000));
    expect([...open(join(folder, 'damaged')).book('x').entries()]).toEqual([]);
    mkdirSync(join(folder, 'folder'));
    const opened = openLedger({ path: join(folder, 'folder'), clock: new VirtualClock(), log: recordingLog().log });
    expect(opened).toMatchObject({ ok: false, reason: expect.stringContaining('cannot open') });
  });
});
