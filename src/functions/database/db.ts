import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { readDatabaseKey, wantDatabaseKey } from '../_lib/database-key.ts';

/** A value of the database. */
export const dialplanFunction = defineFunction({
  name: 'DB',
  module: 'func_db',
  synopsis: 'A value of the database',
  description: [
    'The family ends at the first slash; the key may hold more of them. DB_RESULT is set as well, where there is a value.',
  ],
  arguments: { place: rest('family/key') },
  dangerous: 'both',
  examples: ['same => n,Set(DB(forward/${EXTEN})=${number})', 'same => n,Set(number=${DB(forward/${EXTEN})})'],
  seeAlso: ['DB_EXISTS', 'DB_DELETE'],
  read(context, { place }) {
    const key = wantDatabaseKey(context, 'DB', place);
    const value = key && context.use(databasePort).get(key.family, key.key);
    if (value === undefined) return '';
    context.set('DB_RESULT', value);
    return value;
  },
  write(context, { place }, value) {
    const key = readDatabaseKey(place);
    if (key) context.use(databasePort).put(key.family, key.key, value);
    else context.warn('DB requires an argument, DB(<family>/<key>)=value');
  },
});
