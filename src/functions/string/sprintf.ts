import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { writeFormat } from '../_lib/format.ts';

/** A text put together by a format. */
export const dialplanFunction = defineFunction({
  name: 'SPRINTF',
  module: 'func_sprintf',
  synopsis: 'A text put together by a format',
  description: ['As printf of C: %d %i %u %o %x %X %c %s %f %e %g %a %%, with flags, width and precision.'],
  arguments: { arguments: rest('format[,value…]') },
  examples: ['same => n,Set(box=${SPRINTF(%03d,${n})})'],
  read(context, { arguments: text }) {
    const [format = '', ...values] = splitArguments(text);
    const result = writeFormat(format, values);
    if ('text' in result) return result.text;
    context.log.error(result.error);
    return '';
  },
});
