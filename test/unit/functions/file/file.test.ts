import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saidValues } from '../../../support/said-values.ts';

const THREE = 'line one\nline two\nthird\n';
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-file-'));
  path = join(folder, 't.txt');
  writeFileSync(path, THREE);
  writeFileSync(join(folder, 'd.txt'), 'a\r\nb\r\nc');
  writeFileSync(join(folder, 'm.txt'), 'a\rb\rc\r');
  writeFileSync(join(folder, 'x.txt'), 'noeol');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function read(...args: string[]): Promise<string[]> {
  const { values } = await saidValues(args.map((one) => `NoOp(\${FILE(${folder}/${one})})`));
  return values;
}

async function written(args: string, value = 'BAR'): Promise<string> {
  writeFileSync(path, THREE);
  await saidValues([`Set(FILE(${path}${args === '' ? '' : `,${args}`})=${value})`]);
  return readFileSync(path, 'latin1');
}

describe('FILE, as a real Asterisk reads', () => {
  test.each([
    ['t.txt', THREE],
    ['t.txt,5,3', 'one'],
    ['t.txt,-6', 'third\n'],
    ['t.txt,0,-4', 'line one\nline two\nth'],
    ['t.txt,1,1,l', 'line two\n'],
    ['t.txt,0,2,l', 'line one\nline two\n'],
    ['t.txt,-1,,l', 'third\n'],
    ['t.txt,-2,1,l', 'line two\n'],
    ['t.txt,0,-1,l', 'line one\nline two\n'],
    ['t.txt,9,1,l', ''],
    ['t.txt,100', ''],
    ['d.txt,1,1,l,u', 'b\r\n'],
    ['d.txt,1,1,l', 'b\r\n'],
    ['m.txt,1,1,l', 'b\r'],
    ['x.txt,0,1,l', ''],
  ])('%s', async (args, value) => {
    expect(await read(args)).toEqual([value]);
  });

  test('a file that is not there is told of', async () => {
    const { values, log } = await saidValues(['NoOp(${FILE(/nope)})', `NoOp(\${FILE(${folder}/x.txt,0,1,l)})`]);
    expect(values).toEqual(['', '']);
    expect(log.of('warning').map((line) => line.replace(/ \[.*/, ''))).toEqual([
      "Cannot open file '/nope' for reading: No such file or directory",
      `'${folder}/x.txt' is not a line-based file`,
    ]);
  });
});

describe('FILE, as a real Asterisk writes', () => {
  test.each([
    ['', 'BAR'],
    ['0,1', 'BARine one\nline two\nthird\n'],
    ['20,2', 'line one\nline two\nthBARd\n'],
    ['4', 'lineBAR'],
    ['4,0', 'lineBAR one\nline two\nthird\n'],
    [',,a', `${THREE}BAR`],
    ['-3', 'line one\nline two\nthiBAR'],
    ['-3,1', 'line one\nline two\nthiBARd\n'],
    ['0,-2', 'BARd\n'],
    [',2', 'BARne one\nline two\nthird\n'],
    ['0,1,l', 'BAR\nline two\nthird\n'],
    ['-1,,l', 'line one\nline two\nBAR\n'],
    [',,al', `${THREE}BAR\n`],
    [',,l', 'BAR\n'],
    ['9,1,l', THREE],
    ['0,2,l', 'BAR\nthird\n'],
    ['1,0,l', 'line one\nBAR\nline two\nthird\n'],
    ['-2,1,l', 'line one\nBAR\nthird\n'],
    [',1,l', 'BAR\nline two\nthird\n'],
    ['0,-1,l', 'BAR\nthird\n'],
  ])('%s', async (args, expected) => {
    expect(await written(args)).toBe(expected);
  });

  test('lines are removed with the option d', async () => {
    expect(await written('1,1,ld', '')).toBe('line one\nthird\n');
    expect(await written('1,,ld', '')).toBe('line one\n');
  });

  test('a folder that is not there is told of', async () => {
    const { log } = await saidValues(['Set(FILE(/nodir/x)=NEW)']);
    expect(log.has("Cannot open file '/nodir/x' for writing: No such file or directory")).toBe(true);
  });
});

test('FILE_FORMAT and FILE_COUNT_LINE', async () => {
  const { values, log } = await saidValues([
    `NoOp(\${FILE_FORMAT(${folder}/t.txt)}\${FILE_FORMAT(${folder}/d.txt)}\${FILE_FORMAT(${folder}/m.txt)}\${FILE_FORMAT(${folder}/x.txt)}\${FILE_FORMAT(/nope)})`,
    `NoOp(\${FILE_COUNT_LINE(${folder}/t.txt)} \${FILE_COUNT_LINE(${folder}/d.txt)} \${FILE_COUNT_LINE(${folder}/m.txt)} \${FILE_COUNT_LINE(${folder}/x.txt)} \${FILE_COUNT_LINE(/nope)} \${FILE_COUNT_LINE(${folder}/d.txt,m)})`,
  ]);
  expect(values).toEqual(['udmxx', '3 2 3 0 -1 2']);
  expect(log.of('error')).toEqual([
    "Cannot open '/nope': No such file or directory",
    "Unable to open '/nope': No such file or directory",
  ]);
});

test('STAT, BASENAME and DIRNAME', async () => {
  const { values } = await saidValues([
    `NoOp(\${STAT(e,${path})}\${STAT(f,${path})}\${STAT(d,${path})}\${STAT(d,${folder})} \${STAT(s,${path})} \${STAT(m,${path}):0:3})`,
    'NoOp(${STAT(e,/nope)}${STAT(s,/nope)}${STAT(x,/tmp)}${STAT(d)})',
    `NoOp($[\${STAT(M,${path})} > 1700000000]$[\${STAT(C,${path})} > 1700000000]$[\${STAT(A,${path})} > 1700000000])`,
    'NoOp(${BASENAME(/a/b/c.txt)}|${BASENAME(/)}|${BASENAME(abc/)}|${BASENAME()})',
    'NoOp(${DIRNAME(/a/b/c.txt)}|${DIRNAME(/)}|${DIRNAME(abc)}|${DIRNAME(/abc/def/)}|${DIRNAME()})',
  ]);
  expect(values).toEqual(['1101 24 100', '0000', '111', 'c.txt|/|abc|.', '/a/b|/|.|/abc|.']);
});
