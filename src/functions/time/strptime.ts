import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { parseDate } from '../_lib/strptime.ts';

/** The seconds since 1970 of a date written as text. */
export const dialplanFunction = defineFunction({
  name: 'STRPTIME',
  module: 'func_strings',
  synopsis: 'The seconds since 1970 of a date and time that are written as text',
  description: ['The format is that of strptime in C. Empty where the text does not fit it.'],
  arguments: { arguments: rest('text,[zone],format') },
  examples: ['same => n,Set(at=${STRPTIME(2026-03-01 12:00:00,Europe/Berlin,%Y-%m-%d %H:%M:%S)})'],
  seeAlso: ['STRFTIME'],
  read(context, { arguments: source }) {
    const [text = '', zone = '', format = ''] = splitArguments(source, { limit: 3 });
    if (format === '') {
      context.log.error('No format supplied to STRPTIME(<timestring>,<timezone>,<format>)');
      return '';
    }
    const epoch = parseDate(text, format, zone);
    if (epoch !== undefined) return String(epoch);
    context.warn('STRPTIME() found no time specified within the string');
    return '';
  },
});
