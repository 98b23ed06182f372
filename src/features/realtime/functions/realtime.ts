import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { realtimePort } from '../realtime-port.ts';
import { updateField } from '../update-field.ts';
import { writeRow } from '../write-row.ts';

/** A row of a family. */
export const dialplanFunction = defineFunction({
  name: 'REALTIME',
  module: 'func_realtime',
  synopsis: 'A row of a realtime family; sets a column of it',
  description: [
    'Read, the first row whose column has that value: each column, delim2 (=), its value, delim1 (a comma). Behind the column may stand a comparison, as in `name LIKE`.',
    'Written, it sets the column that is named last, in all rows that match. extconfig.conf says where the rows of a family are kept.',
  ],
  arguments: { arguments: rest('family,fieldmatch[,matchvalue[,delim1 or field[,delim2]]]') },
  examples: ['same => n,NoOp(${REALTIME(users,name,ann)})', 'same => n,Set(REALTIME(users,name,ann,ext)=100)'],
  seeAlso: ['REALTIME_FIELD', 'REALTIME_HASH', 'REALTIME_STORE', 'REALTIME_DESTROY'],
  read(context, { arguments: text }) {
    const [family = '', column = '', value, between = ',', equals = '='] = splitArguments(text);
    if (text === '') {
      context.warn('Syntax: REALTIME(family,fieldmatch[,matchvalue[,delim1[,delim2]]]) - missing argument!');
      return '';
    }
    if (value === undefined) return '';
    return writeRow(context.use(realtimePort).first(family, [{ column, value }]), between, equals);
  },
  write: (context, { arguments: text }, value) => updateField(context, 'REALTIME', text, value),
});
