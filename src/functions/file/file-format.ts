import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { lineFormatOf, readFileText } from '../_lib/text-file.ts';

/** How the lines of a file end. */
export const dialplanFunction = defineFunction({
  name: 'FILE_FORMAT',
  module: 'func_env',
  synopsis: 'How the lines of a file end',
  description: ['u is Unix, d is DOS, m is Macintosh; x where that cannot be told.'],
  arguments: { filename: rest('the file', { required: true }) },
  dangerous: 'read',
  seeAlso: ['FILE', 'FILE_COUNT_LINE'],
  read(context, { filename }) {
    const file = readFileText(filename);
    if ('text' in file) return lineFormatOf(file.text) ?? 'x';
    context.log.error(`Cannot open '${filename}': ${file.failure}`);
    return 'x';
  },
});
