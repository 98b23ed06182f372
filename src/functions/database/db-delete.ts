import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { wantDatabaseKey } from '../_lib/database-key.ts';

/** Removes a value from the database and gives it. */
export const dialplanFunction = defineFunction({
  name: 'DB_DELETE',
  module: 'func_db',
  synopsis: 'Removes a value from the database and gives it',
  arguments: { place: rest('family/key') },
  dangerous: 'read',
  examples: ['same => n,Set(old=${DB_DELETE(forward/${EXTEN})})'],
  read(context, { place }) {
    const key = wantDatabaseKey(context, 'DB_DELETE', place);
    if (!key) return '';
    const database = context.use(databasePort);
    const value = database.get(key.family, key.key);
    if (value === undefined) return '';
    database.delete(key.family, key.key);
    context.set('DB_RESULT', value);
    return value;
  },
  write(context, { place }) {
    const key = wantDatabaseKey(context, 'DB_DELETE', place);
    if (key) context.use(databasePort).delete(key.family, key.key);
  },
});
