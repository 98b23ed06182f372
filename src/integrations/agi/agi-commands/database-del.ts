import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { databasePort } from '../../../pbx/ports/database.ts';

/** database del: removes a value from the database. */
export const agiCommand = defineAgiCommand({
  command: 'database del',
  module: 'res_agi',
  synopsis: 'Removes a value from the database',
  syntax: '<family> <key>',
  usage: ['The result is 1, also where there was none.'],
  dead: true,
  run({ call }, [family, key, more]) {
    if (family === undefined || key === undefined || more !== undefined) return 'usage';
    call.use(databasePort).delete(family, key);
    return { result: 1 };
  },
});
