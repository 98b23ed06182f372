import { type Stats, statSync } from 'node:fs';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

const FLAGS: Readonly<Record<string, (stats: Stats) => string>> = {
  e: () => '1',
  s: ({ size }) => String(size),
  f: (stats) => (stats.isFile() ? '1' : '0'),
  d: (stats) => (stats.isDirectory() ? '1' : '0'),
  M: ({ mtimeMs }) => seconds(mtimeMs),
  A: ({ atimeMs }) => seconds(atimeMs),
  C: ({ ctimeMs }) => seconds(ctimeMs),
  m: ({ mode }) => mode.toString(8),
};

/** A fact about a file. */
export const dialplanFunction = defineFunction({
  name: 'STAT',
  module: 'func_env',
  synopsis: 'A fact about a file',
  description: [
    'e: whether it exists. f, d: whether it is a regular file, a directory. s: its size in bytes. m: its mode, octal.',
    'A, C, M: when it was last read, its entry was changed, its content was changed; seconds since 1970. 0 for a file that is not there.',
  ],
  arguments: { arguments: rest('flag,filename') },
  dangerous: 'read',
  examples: ['same => n,GotoIf(${STAT(e,/var/lib/asterisk/closed)}?closed)'],
  read(_context, { arguments: text }) {
    const [flag = '', filename = ''] = splitArguments(text);
    const wanted = flag.charAt(0);
    const read = Object.hasOwn(FLAGS, wanted) ? FLAGS[wanted] : undefined;
    if (!read || filename === '') return '0';
    try {
      return read(statSync(filename));
    } catch {
      return '0';
    }
  },
});

function seconds(epochMs: number): string {
  return String(Math.floor(epochMs / 1000));
}
