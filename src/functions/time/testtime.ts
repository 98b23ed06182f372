import { rest } from '../../extend/argument.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { parseDate } from '../_lib/strptime.ts';

const WRITTEN = /^\s*(\d{1,4}\/\d{1,2}\/\d{1,2} \d{1,2}:\d{1,2}:\d{1,2})\s*(\S*)/;

/** The time at which GotoIfTime believes to be. */
export const dialplanFunction = defineFunction({
  name: 'TESTTIME',
  module: 'pbx_builtins',
  synopsis: 'Makes GotoIfTime() go by another time',
  description: [
    'For trying out a dialplan: the time goes into the variable TESTTIME, as seconds since 1970, and into that of channels made from now on. A false value takes it away.',
  ],
  arguments: { unused: rest('nothing') },
  examples: ['same => n,Set(TESTTIME()=2030/12/25 08:30:00 America/New_York)'],
  write(context, _values, value) {
    if (!isTrue(value)) {
      context.set('TESTTIME', undefined);
      return;
    }
    const [, moment = '', zone = ''] = WRITTEN.exec(value) ?? [];
    const seconds = parseDate(moment, '%Y/%m/%d %H:%M:%S', zone);
    if (seconds !== undefined) context.set('__TESTTIME', String(seconds));
  },
});
