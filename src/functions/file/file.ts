import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import type { EvaluationContext } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { fromByteText, toByteText } from '../../extend/bytes.ts';
import { defineFunction } from '../../extend/define-function.ts';
import {
  fileFault,
  LINE_ENDS,
  type LineFormat,
  lineFormatNamed,
  lineFormatOf,
  linesOf,
  readFileText,
} from '../_lib/text-file.ts';

/** What the arguments say. */
interface Wanted {
  readonly path: string;
  readonly offset: number | undefined;
  readonly length: number | undefined;
  readonly options: string;
  readonly format: LineFormat | undefined;
}

function readWanted(text: string): Wanted {
  const [path = '', offset = '', length = '', options = '', format = ''] = splitArguments(text);
  return {
    path,
    offset: offset === '' ? undefined : Number.parseInt(offset, 10) || 0,
    length: length === '' ? undefined : Number.parseInt(length, 10) || 0,
    options,
    format: lineFormatNamed(format),
  };
}

/** A part of something that has `size` bytes or lines: a negative offset counts from the end, a negative length leaves so much at the end. */
function rangeOf(size: number, { offset = 0, length }: Wanted): { readonly from: number; readonly to: number } {
  const from = Math.max(0, offset < 0 ? size + offset : offset);
  const to = length === undefined ? size : length < 0 ? size + length : from + length;
  return { from: Math.min(from, size), to: Math.min(size, Math.max(from, to)) };
}

/** The text of a file. */
export const dialplanFunction = defineFunction({
  name: 'FILE',
  module: 'func_env',
  synopsis: 'Reads or writes a text file',
  description: [
    'offset and length are bytes, or lines with the option l; a negative offset counts from the end, a negative length leaves so much at the end.',
    'Written, it replaces that part, the whole file where neither is given, or appends with the option a. Lines end as those of the file do unless a format (u, d, m) is given; with the option d no end is added, so that an empty value removes lines.',
    'Deviation: an offset behind the end of the file appends, where Asterisk fills the gap with zero bytes.',
    'Deviation: lines of DOS files are found without a format being given, too.',
  ],
  arguments: { arguments: rest('filename[,offset[,length[,options[,format]]]]', { required: true }) },
  dangerous: 'both',
  examples: ['same => n,Set(second=${FILE(/tmp/list.txt,1,1,l)})', 'same => n,Set(FILE(/tmp/list.txt,,,al)=bar)'],
  seeAlso: ['FILE_COUNT_LINE', 'FILE_FORMAT'],
  read(context, { arguments: text }) {
    const wanted = readWanted(text);
    const file = readFileText(wanted.path);
    if ('failure' in file) {
      if (wanted.options.includes('l')) {
        context.log.error(`Cannot open '${wanted.path}': ${file.failure}`);
        if (wanted.format === undefined) context.warn(`'${wanted.path}' is not a line-based file`);
      } else context.warn(`Cannot open file '${wanted.path}' for reading: ${file.failure}`);
      return '';
    }
    if (!wanted.options.includes('l')) {
      const { from, to } = rangeOf(file.text.length, wanted);
      return fromByteText(file.text.slice(from, to));
    }
    const format = wanted.format ?? lineFormatOf(file.text);
    if (format === undefined) {
      context.warn(`'${wanted.path}' is not a line-based file`);
      return '';
    }
    const lines = linesOf(file.text, format);
    const { from, to } = rangeOf(lines.length, wanted);
    return fromByteText(lines.slice(from, to).join(''));
  },
  write(context, { arguments: text }, value) {
    const wanted = readWanted(text);
    try {
      if (wanted.options.includes('l')) writeLines(context, wanted, toByteText(value));
      else writeBytes(context, wanted, toByteText(value));
    } catch (fault) {
      context.warn(`Cannot open file '${wanted.path}' for writing: ${fileFault(fault)}`);
    }
  },
});

function writeBytes(context: EvaluationContext, wanted: Wanted, value: string): void {
  if (wanted.options.includes('a')) {
    appendFileSync(wanted.path, value, 'latin1');
    return;
  }
  if (wanted.offset === undefined && wanted.length === undefined) {
    writeFileSync(wanted.path, value, 'latin1');
    return;
  }
  const file = readFileText(wanted.path);
  if ('failure' in file) {
    context.warn(`Cannot open file '${wanted.path}' for modification: ${file.failure}`);
    return;
  }
  const { from, to } = rangeOf(file.text.length, wanted);
  writeFileSync(wanted.path, file.text.slice(0, from) + value + file.text.slice(to), 'latin1');
}

function writeLines(context: EvaluationContext, wanted: Wanted, value: string): void {
  const file = readFileText(wanted.path);
  const whole = wanted.offset === undefined && wanted.length === undefined;
  const append = wanted.options.includes('a');
  if ('failure' in file && existsSync(wanted.path)) {
    context.warn(`Cannot open file '${wanted.path}' for modification: ${file.failure}`);
    return;
  }
  const text = 'text' in file ? file.text : '';
  const format = wanted.format ?? lineFormatOf(text);
  if (format === undefined) {
    if ('failure' in file) context.log.error(`Cannot open '${wanted.path}': ${file.failure}`);
    context.log.error(`File '${wanted.path}' not in line format`);
    return;
  }
  const line = wanted.options.includes('d') ? value : value + LINE_ENDS[format];
  if (append) {
    appendFileSync(wanted.path, line, 'latin1');
    return;
  }
  if (whole) {
    writeFileSync(wanted.path, line, 'latin1');
    return;
  }
  const lines = linesOf(text, format);
  if ((wanted.offset ?? 0) > lines.length) {
    context.log.error(`Offset '${wanted.offset}' refers to before the beginning of the file!`);
    return;
  }
  const { from, to } = rangeOf(lines.length, wanted);
  writeFileSync(wanted.path, [...lines.slice(0, from), line, ...lines.slice(to)].join(''), 'latin1');
}
