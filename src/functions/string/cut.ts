import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { delimiterOf } from '../_lib/encoded-char.ts';

function readRange(part: string): { from: number; to: number } | undefined {
  const match = /^\s*\+?(\d*)(-?)(\d*)/.exec(part);
  const [, from = '', dash = '', to = ''] = match ?? [];
  if (from === '' && to === '') return undefined;
  if (dash === '') return { from: Number(from), to: Number(from) };
  return { from: from === '' ? 1 : Number(from), to: to === '' ? Number.POSITIVE_INFINITY : Number(to) };
}

/** Fields of a variable between delimiters. */
export const dialplanFunction = defineFunction({
  name: 'CUT',
  module: 'func_cut',
  synopsis: 'Fields of a variable between delimiters',
  description: [
    'The first argument is the NAME of a variable, without `${…}`. An empty delimiter is a dash.',
    'Fields count from 1: `2`, `2-` (from the second on), `-2` (up to it), `1-2`, and several joined by `&`; they come in their own order.',
  ],
  arguments: { arguments: rest('variable,delimiter,fields') },
  examples: ['same => n,Set(first=${CUT(list,-,1)})'],
  read(context, { arguments: text }) {
    const [name = '', delimiter, spec] = splitArguments(text);
    if (delimiter === undefined || spec === undefined) {
      context.log.error('Syntax: CUT(<varname>,<char-delim>,<range-spec>) - missing argument!');
      return '';
    }
    const separator = delimiterOf(delimiter, '-');
    const value = context.get(name) ?? '';
    if (value === '') return '';
    const fields = value.split(separator);
    const taken: string[] = [];
    let next = 1;
    for (const part of spec.split('&')) {
      const range = readRange(part);
      if (!range) {
        context.log.error('Usage: CUT(<varname>,<char-delim>,<range-spec>)');
        return '';
      }
      if (next > range.from && next <= fields.length) context.warn(`We're already past the field you wanted?`);
      next = Math.max(next, range.from);
      for (; next <= Math.min(range.to, fields.length); next++) taken.push(fields[next - 1] ?? '');
    }
    return taken.join(separator);
  },
});
