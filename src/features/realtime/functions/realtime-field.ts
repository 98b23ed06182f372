import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { realtimePort } from '../realtime-port.ts';
import { updateField } from '../update-field.ts';

/** One column of a row. */
export const dialplanFunction = defineFunction({
  name: 'REALTIME_FIELD',
  module: 'func_realtime',
  synopsis: 'A column of a row of a realtime family; sets it',
  arguments: { arguments: rest('family,fieldmatch,matchvalue,fieldname') },
  examples: ['same => n,NoOp(${REALTIME_FIELD(users,name,ann,ext)})'],
  seeAlso: ['REALTIME'],
  read(context, { arguments: text }) {
    const [family = '', column = '', value, field = ''] = splitArguments(text);
    if (column === '' || value === undefined || field === '') {
      context.warn('Syntax: REALTIME_FIELD(family,fieldmatch,matchvalue,fieldname) - missing argument!');
      return '';
    }
    const row = context.use(realtimePort).first(family, [{ column, value }]);
    return row?.find(([name]) => name === field)?.[1] ?? '';
  },
  write: (context, { arguments: text }, value) => updateField(context, 'REALTIME_FIELD', text, value),
});
