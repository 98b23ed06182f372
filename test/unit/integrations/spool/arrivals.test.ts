import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { Arrivals, type Look } from '../../../../src/integrations/spool/arrivals.ts';

/** A folder that exists in memory: files with contents, change times and writers. */
function bench() {
  const clock = new VirtualClock();
  const files = new Map<string, { text: string; look: Look; open: boolean }>();
  const ready: Array<{ name: string; afterMs: number }> = [];
  const arrivals = new Arrivals({
    clock,
    look: (name) => files.get(name)?.look,
    endsInNewline: (name) => files.get(name)?.text.endsWith('\n') ?? true,
    openForWriting: (names) => new Set(names.filter((name) => files.get(name)?.open)),
    ready: (whole) => ready.push(...whole.map(({ name }) => ({ name, afterMs: clock.monotonic() }))),
  });
  const write = (name: string, text: string, open = false): void => {
    const now = clock.now();
    files.set(name, { text, open, look: { size: text.length, mtimeMs: now, ctimeMs: now, inode: 1 } });
  };
  return { clock, files, ready, arrivals, write };
}

describe('when a new file is whole', () => {
  test('moved in: at once', async () => {
    const { clock, ready, arrivals, write } = bench();
    write('a', 'x\n');
    arrivals.appeared('a');
    await clock.advance(10);
    expect(ready).toEqual([{ name: 'a', afterMs: 10 }]);
    expect(arrivals.size).toBe(0);
  });

  test('ten thousand moved in together come together', async () => {
    const { clock, ready, arrivals, write } = bench();
    for (let n = 0; n < 10_000; n++) {
      write(`f${n}`, 'x\n');
      arrivals.appeared(`f${n}`);
    }
    await clock.advance(10);
    expect(ready.length).toBe(10_000);
  });

  test('written in place: when it has been left alone, not between two writes', async () => {
    const { clock, ready, arrivals, write } = bench();
    write('a', '');
    arrivals.appeared('a');
    await clock.advance(5);
    write('a', 'Channel: SIP/1\n');
    arrivals.changed('a');
    await clock.advance(150);
    write('a', 'Channel: SIP/1\nApplication: NoOp\n');
    arrivals.changed('a');
    await clock.advance(150);
    expect(ready).toEqual([]);
    await clock.advance(200);
    expect(ready.map(({ name }) => name)).toEqual(['a']);
  });

  test('a write that falls between the event and the first look is noticed by its own event', async () => {
    const { clock, ready, arrivals, write } = bench();
    write('a', 'Channel: SIP/1\n');
    arrivals.appeared('a');
    await clock.advance(1);
    arrivals.changed('a');
    await clock.advance(50);
    expect(ready).toEqual([]);
  });

  test('open for writing: not before it is closed, however long that takes', async () => {
    const { clock, files, ready, arrivals, write } = bench();
    write('a', 'Channel: SIP/1\n', true);
    arrivals.appeared('a');
    arrivals.changed('a');
    await clock.advance(60_000);
    expect(ready).toEqual([]);
    const file = files.get('a');
    if (file) file.open = false;
    await clock.advance(100);
    expect(ready.length).toBe(1);
  });

  test('empty, or without an end of line: two seconds more, since it looks unfinished', async () => {
    const { clock, ready, arrivals, write } = bench();
    for (const [name, text] of [
      ['empty', ''],
      ['torn', 'Channel: SI'],
    ] as const) {
      write(name, text);
      arrivals.appeared(name);
      arrivals.changed(name);
    }
    await clock.advance(1900);
    expect(ready).toEqual([]);
    await clock.advance(300);
    expect(ready.map(({ name }) => name)).toEqual(['empty', 'torn']);
  });

  test('found at the start: at once if it is old, with care if it was just touched', async () => {
    const { clock, ready, arrivals, write } = bench();
    write('old', 'no end of line');
    await clock.advance(5000);
    write('new', 'x\n');
    arrivals.found('old');
    arrivals.found('new');
    await clock.advance(0);
    expect(ready.map(({ name }) => name)).toEqual(['old']);
    await clock.advance(300);
    expect(ready.map(({ name }) => name)).toEqual(['old', 'new']);
  });

  test('gone before it was whole: forgotten', async () => {
    const { clock, files, ready, arrivals, write } = bench();
    write('a', 'x\n');
    arrivals.appeared('a');
    files.delete('a');
    await clock.advance(5000);
    expect(ready).toEqual([]);
    expect(arrivals.size).toBe(0);
    expect(clock.pending).toBe(0);
  });
});
