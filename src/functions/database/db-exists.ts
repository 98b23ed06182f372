import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { wantDatabaseKey } from '../_lib/database-key.ts';

/** Whether the database has a value. */
export const dialplanFunction = defineFunction({
  name: 'DB_EXISTS',
  module: 'func_db',
  synopsis: 'Whether the database has a value',
  description: ['1 or 0. The value itself is in DB_RESULT.'],
  arguments: { place: rest('family/key') },
  examples: ['same => n,GotoIf(${DB_EXISTS(forward/${EXTEN})}?forward)'],
  read(context, { place }) {
    const key = wantDatabaseKey(context, 'DB_EXISTS', place);
    if (!key) return '';
    const value = context.use(databasePort).get(key.family, key.key);
    if (value === undefined) return '0';
    context.set('DB_RESULT', value);
    return '1';
  },
});
