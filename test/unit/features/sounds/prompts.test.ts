import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LogHub } from '../../../../src/base/log.ts';
import { createPrompts } from '../../../../src/features/sounds/prompts.ts';
import { SoundFolders } from '../../../../src/features/sounds/sound-folders.ts';
import { Speaker } from '../../../../src/features/sounds/speaker.ts';
import type { ProcessEnd, ProcessRequest } from '../../../../src/pbx/ports/processes.ts';
import { startNothing } from '../../../support/test-pbx.ts';

function folder(files: readonly string[] = []): string {
  const path = mkdtempSync(join(tmpdir(), 'asterism-sounds-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), '');
  }
  return path;
}

describe('recorded sounds', () => {
  test.each([
    ['a', 'en', 'own/en/a.wav'],
    ['b', 'en', 'stock/en_US_f_Allison/b.gsm'],
    ['a', 'de_AT', 'own/de/a.wav'],
    ['b', 'de', 'stock/en_US_f_Allison/b.gsm'],
    ['digits/1', 'en', 'stock/en_US_f_Allison/digits/1.ulaw'],
    ['memo', 'en', 'own/memo.gsm'],
    ['none', 'en', undefined],
    ['a', '../..', 'own/en/a.wav'],
  ])('%s in %s', (name, language, expected) => {
    const path = folder([
      'own/en/a.wav',
      'own/de/a.wav',
      'own/memo.gsm',
      'stock/en_US_f_Allison/a.wav',
      'stock/en_US_f_Allison/b.gsm',
      'stock/en_US_f_Allison/digits/1.gsm',
      'stock/en_US_f_Allison/digits/1.ulaw',
    ]);
    const folders = new SoundFolders([join(path, 'own'), join(path, 'stock')]);
    expect(folders.find(name, language)).toBe(expected && join(path, expected));
  });

  test('absolute names lie where they say, and a removed file is gone', () => {
    const path = folder(['x/y.wav']);
    const folders = new SoundFolders([]);
    expect(folders.find(join(path, 'x/y'), 'en')).toBe(join(path, 'x/y.wav'));
    rmSync(join(path, 'x/y.wav'));
    expect(folders.find(join(path, 'x/y'), 'en')).toBeUndefined();
  });
});

function bench(run: (request: ProcessRequest) => Partial<ProcessEnd>) {
  const cache = folder();
  const lines: string[] = [];
  const hub = new LogHub(() => 0);
  hub.add({ verbosity: 0, debug: 0, write: ({ message }) => void lines.push(message) });
  const asked: ProcessRequest[] = [];
  const speaker = new Speaker({
    folder: cache,
    log: hub.logger('sounds'),
    signal: new AbortController().signal,
    processes: {
      start: startNothing,
      environment: { get: () => undefined, set() {} },
      run(request) {
        asked.push(request);
        return Promise.resolve({ exitCode: 0, stdout: Buffer.alloc(0), stderr: '', ...run(request) });
      },
      shell: () => Promise.reject(new Error('no shell may be used')),
    },
  });
  const prompts = createPrompts({ folders: new SoundFolders([]), speaker, recordings: join(cache, 'sounds') });
  return { prompts, asked, lines, cache };
}

const speaks = (request: ProcessRequest): Partial<ProcessEnd> => {
  writeFileSync(request.args[request.args.indexOf('-w') + 1] ?? '', 'wav');
  return {};
};

describe('what nobody has recorded', () => {
  test('is spoken once, from our own sentence, given on stdin', async () => {
    const { prompts, asked } = bench(speaks);
    const [first, second] = await Promise.all([prompts.find('vm-goodbye', 'en'), prompts.find('vm-goodbye', 'en')]);
    expect(first).toEqual(second);
    expect(first?.standIn).toBe(false);
    expect(prompts.find('vm-goodbye', 'en')).toEqual(first); // at once, from the folder
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ command: 'espeak-ng', stdin: 'Goodbye.' });
  });

  test('a name that is none of the standard ones is read out, with nothing but letters and digits of it', async () => {
    const { prompts, asked } = bench(speaks);
    const prompt = await prompts.find('custom/my-own;$(reboot)_`x`', 'en');
    expect(prompt?.standIn).toBe(true);
    expect(asked[0]?.stdin).toBe('my own reboot x');
    expect(asked[0]?.args.join(' ')).not.toContain('reboot');
  });

  test.each(['/tmp/none', '', '///'])('%j is nothing', async (name) => {
    expect(await bench(speaks).prompts.find(name, 'en')).toBeUndefined();
  });

  test('silence and beeps need no file', () => {
    const { prompts } = bench(speaks);
    expect(prompts.find('silence/3', 'en')).toEqual({ item: { kind: 'silence', durationMs: 3000 }, standIn: false });
    expect(prompts.find('beep', 'en')).toMatchObject({ item: { kind: 'tone' }, standIn: false });
    expect([prompts.exists('beep', 'en'), prompts.exists('vm-goodbye', 'en')]).toEqual([true, false]);
  });

  test('is a tone where there is no speaker, which is told once', async () => {
    const { prompts, asked, lines } = bench(() => ({ exitCode: undefined, failure: 'ENOENT' }));
    expect(await prompts.find('vm-goodbye', 'en')).toMatchObject({ item: { kind: 'tone' }, standIn: false });
    expect(await prompts.find('vm-intro', 'en')).toMatchObject({ item: { kind: 'tone' } });
    expect([asked.length, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toContain('espeak-ng');
  });

  test('a sentence that cannot be spoken is a tone, and the next one is tried', async () => {
    const { prompts, asked } = bench((request) =>
      asked.length === 1 ? { exitCode: 1, stderr: 'no' } : speaks(request),
    );
    expect(await prompts.find('vm-goodbye', 'en')).toMatchObject({ item: { kind: 'tone' } });
    expect(await prompts.find('vm-intro', 'en')).toMatchObject({ item: { kind: 'file' } });
  });
});
