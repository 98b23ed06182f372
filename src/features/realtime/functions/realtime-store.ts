import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { realtimePort } from '../realtime-port.ts';

/** As many columns can be stored at once. @see REALTIME_STORE of Asterisk 16 */
const MOST_COLUMNS = 30;

/** Adds a row. */
export const dialplanFunction = defineFunction({
  name: 'REALTIME_STORE',
  module: 'func_realtime',
  synopsis: 'Adds a row to a realtime family',
  description: ['A value for each column that is named, at most 30. How many rows were added goes into RTSTOREID.'],
  arguments: { arguments: rest('family,field1[,field2…]', { required: true }) },
  examples: ['same => n,Set(REALTIME_STORE(users,name,ext)=ann,100)'],
  seeAlso: ['REALTIME'],
  write(context, { arguments: text }, value) {
    const [family = '', ...columns] = splitArguments(text);
    const values = splitArguments(value);
    const row = columns.slice(0, MOST_COLUMNS).map((column, index) => [column, values[index] ?? ''] as const);
    const stored = row.length === 0 ? undefined : context.use(realtimePort).store(family, row);
    if (stored === undefined)
      context.warn('Failed to store. Check the debug log for possible data repository related entries.');
    else context.set('RTSTOREID', String(stored));
  },
});
