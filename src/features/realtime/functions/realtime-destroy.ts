import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { realtimePort } from '../realtime-port.ts';
import { writeRow } from '../write-row.ts';

/** Removes rows. */
export const dialplanFunction = defineFunction({
  name: 'REALTIME_DESTROY',
  module: 'func_realtime',
  synopsis: 'Removes the rows of a realtime family that match',
  description: ['Read, it gives the first of them, as REALTIME() does.'],
  arguments: { arguments: rest('family,fieldmatch[,matchvalue[,delim1[,delim2]]]') },
  dangerous: 'read',
  examples: ['same => n,Set(REALTIME_DESTROY(users,name,ann)=)'],
  seeAlso: ['REALTIME'],
  read(context, { arguments: text }) {
    const [family = '', column = '', value, between = ',', equals = '='] = splitArguments(text);
    if (text === '') {
      context.warn('Syntax: REALTIME_DESTROY(family,fieldmatch[,matchvalue[,delim1[,delim2]]]) - missing argument!');
      return '';
    }
    if (value === undefined) return '';
    const realtime = context.use(realtimePort);
    const row = realtime.first(family, [{ column, value }]);
    if (row) realtime.destroy(family, [{ column, value }]);
    return writeRow(row, between, equals);
  },
  write(context, { arguments: text }) {
    const [family = '', column = '', value] = splitArguments(text);
    if (family === '' || column === '' || value === undefined)
      context.warn('Syntax: REALTIME_DESTROY(family,fieldmatch,matchvalue) - missing argument!');
    else context.use(realtimePort).destroy(family, [{ column, value }]);
  },
});
