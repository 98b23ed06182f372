import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { databasePort } from '../../pbx/ports/database.ts';

/** How many values are below a place of the database. */
export const dialplanFunction = defineFunction({
  name: 'DB_KEYCOUNT',
  module: 'func_db',
  synopsis: 'How many values are below a place of the database',
  arguments: { place: rest('/family[/prefix]') },
  read(context, { place }) {
    const [family = '', ...prefix] = place.replace(/^\/+/, '').split('/');
    return String(context.use(databasePort).entries(family, prefix.join('/') || undefined).length);
  },
});
