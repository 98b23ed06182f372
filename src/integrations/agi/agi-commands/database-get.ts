import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { databasePort } from '../../../pbx/ports/database.ts';

/** database get: reads a value of the database. */
export const agiCommand = defineAgiCommand({
  command: 'database get',
  module: 'res_agi',
  synopsis: 'Reads a value of the database',
  syntax: '<family> <key>',
  usage: ['The result is 1 with the value in brackets, or 0 where there is none.'],
  dead: true,
  run({ call }, [family, key, more]) {
    if (family === undefined || key === undefined || more !== undefined) return 'usage';
    const value = call.use(databasePort).get(family, key);
    return value === undefined ? { result: 0 } : { result: 1, note: `(${value})` };
  },
});
