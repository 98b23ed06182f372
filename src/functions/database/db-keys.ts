import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { databasePort } from '../../pbx/ports/database.ts';

/** The names one level below a place of the database. */
export const dialplanFunction = defineFunction({
  name: 'DB_KEYS',
  module: 'func_db',
  synopsis: 'The names one level below a place of the database',
  description: ['Joined by commas. Without a place, the families.'],
  arguments: { place: rest('[family[/prefix]]') },
  read(context, { place }) {
    const prefix = place.replace(/^\/+|\/+$/g, '');
    const names = new Set<string>();
    for (const { family, key } of context.use(databasePort).entries()) {
      const path = `${family}/${key}`;
      if (prefix !== '' && !path.startsWith(`${prefix}/`)) continue;
      names.add((prefix === '' ? path : path.slice(prefix.length + 1)).split('/')[0] ?? '');
    }
    return [...names].sort().join(',');
  },
});
