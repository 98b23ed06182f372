import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { LogHub } from '../../../../src/base/log.ts';
import { FolderWatch } from '../../../../src/integrations/spool/folder-watch.ts';
import { SpoolFolder } from '../../../../src/integrations/spool/spool-folder.ts';

function bench(outgoing?: string) {
  const spool = mkdtempSync(join(tmpdir(), 'asterism-test-'));
  const folder = new SpoolFolder(spool);
  const clock = new VirtualClock();
  const seen = { appeared: [] as string[], changed: [] as string[], uncertain: 0 };
  const watch = new FolderWatch({
    folder: outgoing ?? folder.outgoing,
    clock,
    log: new LogHub(() => 0).logger('test'),
    onAppeared: (name) => void seen.appeared.push(name),
    onChanged: (name) => void seen.changed.push(name),
    onUncertain: () => void seen.uncertain++,
    version: () => folder.version(),
  });
  onTestFinished(() => {
    watch.close();
    rmSync(spool, { recursive: true, force: true });
  });
  return { spool, clock, seen, outgoing: join(spool, 'outgoing') };
}

describe('watching a folder', () => {
  test('it is read at the start, and a file that is moved in is told without a write', async () => {
    const { spool, seen, outgoing } = bench();
    expect(seen.uncertain).toBe(1);
    writeFileSync(join(spool, 'draft'), 'x');
    renameSync(join(spool, 'draft'), join(outgoing, 'a'));
    await vi.waitFor(() => expect(seen.appeared).toEqual(['a']));
    expect(seen.changed).toEqual([]);
  });

  test('a file that is written in place is told with its writes', async () => {
    const { seen, outgoing } = bench();
    writeFileSync(join(outgoing, 'a'), 'x');
    await vi.waitFor(() => expect(seen.changed).toContain('a'));
    expect(seen.appeared).toEqual(['a']);
  });

  test('what the system forgot to tell is found by looking', async () => {
    const { clock, seen, outgoing } = bench();
    await clock.advance(20_000);
    expect(seen.uncertain).toBe(1);
    writeFileSync(join(outgoing, 'a'), 'x');
    await clock.advance(5000);
    expect(seen.uncertain).toBe(2);
  });

  test('where it cannot be watched it is looked at once a second', async () => {
    const { clock, seen, outgoing } = bench('/nowhere/at/all');
    writeFileSync(join(outgoing, 'a'), 'x');
    await clock.advance(1000);
    expect(seen.uncertain).toBe(2);
  });

  test('a folder made again is watched again', async () => {
    const { clock, seen, outgoing } = bench();
    rmSync(outgoing, { recursive: true });
    mkdirSync(outgoing);
    await clock.advance(5000);
    seen.appeared.length = 0;
    writeFileSync(join(outgoing, 'b'), 'x');
    await vi.waitFor(() => expect(seen.appeared).toContain('b'));
  });
});
