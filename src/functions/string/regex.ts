import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { compilePosixRegex } from '../../extend/posix-regex.ts';

/** Whether a text matches a regular expression. */
export const dialplanFunction = defineFunction({
  name: 'REGEX',
  module: 'func_strings',
  synopsis: 'Whether a text matches a regular expression',
  description: [
    '1 or 0. Between the quoted expression and the text stands one blank. A backslash in the expression must be doubled.',
  ],
  arguments: { arguments: rest('"expression" text') },
  examples: ['same => n,GotoIf($[${REGEX("^[0-9]+$" ${EXTEN})}]?digits)'],
  read(context, { arguments: text }) {
    const [before, expression = '', data] = splitArguments(text, { separator: '"', limit: 3 });
    if (before !== '' || data === undefined) {
      context.log.error(`Unexpected arguments: should have been in the form '"<regex>" <string>'`);
      return '';
    }
    const compiled = compilePosixRegex(expression);
    if ('error' in compiled) {
      context.warn(`Malformed input REGEX(): ${compiled.error}`);
      return '';
    }
    const subject = data.startsWith(' ') || data.startsWith('\t') ? data.slice(1) : data;
    return compiled.regex.exec(subject) ? '1' : '0';
  },
});
