import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { LINE_ENDS, lineFormatNamed, lineFormatOf, readFileText } from '../_lib/text-file.ts';

/** How many lines a file has. */
export const dialplanFunction = defineFunction({
  name: 'FILE_COUNT_LINE',
  module: 'func_env',
  synopsis: 'How many lines a file has',
  description: [
    'The ends of lines are counted: what follows the last one is none. -1 where the file cannot be read.',
    'Deviation: Asterisk 16 can fall into an endless loop here.',
  ],
  arguments: { arguments: rest('filename[,format]', { required: true }) },
  dangerous: 'read',
  seeAlso: ['FILE', 'FILE_FORMAT'],
  read(context, { arguments: text }) {
    const [filename = '', format = ''] = splitArguments(text);
    const file = readFileText(filename);
    if ('failure' in file) {
      context.log.error(`Unable to open '${filename}': ${file.failure}`);
      return '-1';
    }
    const ends = lineFormatNamed(format) ?? lineFormatOf(file.text);
    return ends === undefined ? '0' : String(file.text.split(LINE_ENDS[ends]).length - 1);
  },
});
