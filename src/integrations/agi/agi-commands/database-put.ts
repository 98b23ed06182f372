import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { databasePort } from '../../../pbx/ports/database.ts';

/** database put: writes a value to the database. */
export const agiCommand = defineAgiCommand({
  command: 'database put',
  module: 'res_agi',
  synopsis: 'Writes a value to the database',
  syntax: '<family> <key> <value>',
  usage: ['The result is 1.'],
  dead: true,
  run({ call }, [family, key, value, more]) {
    if (family === undefined || key === undefined || value === undefined || more !== undefined) return 'usage';
    call.use(databasePort).put(family, key, value);
    return { result: 1 };
  },
});
