import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { realtimePort } from '../realtime-port.ts';

/** A row for HASH(). */
export const dialplanFunction = defineFunction({
  name: 'REALTIME_HASH',
  module: 'func_realtime',
  synopsis: 'A row of a realtime family, to be assigned to HASH()',
  description: ['The names of the columns go into the variable ~ODBCFIELDS~, where HASH() finds them.'],
  arguments: { arguments: rest('family,fieldmatch,matchvalue') },
  examples: ['same => n,Set(HASH(user)=${REALTIME_HASH(users,name,ann)})'],
  seeAlso: ['REALTIME', 'HASH'],
  read(context, { arguments: text }) {
    const [family = '', column = '', value] = splitArguments(text);
    if (family === '' || column === '' || value === undefined) {
      context.warn('Syntax: REALTIME_HASH(family,fieldmatch,matchvalue) - missing argument!');
      return '';
    }
    const row = context.use(realtimePort).first(family, [{ column, value }]);
    if (!row) return '';
    context.set('~ODBCFIELDS~', row.map(([name]) => `,${name}`).join(''));
    return row.map(([, one]) => `,${one.replaceAll(/[",\\]/g, '\\$&')}`).join('');
  },
});
