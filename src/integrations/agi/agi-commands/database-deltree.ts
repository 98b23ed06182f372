import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { databasePort } from '../../../pbx/ports/database.ts';

/** database deltree: removes a family from the database, or what lies under a key of it. */
export const agiCommand = defineAgiCommand({
  command: 'database deltree',
  module: 'res_agi',
  synopsis: 'Removes a family from the database, or what lies under a key of it',
  syntax: '<family> [<keytree>]',
  usage: ['The result is 0 where something was removed, and 1 where there was nothing to remove.'],
  dead: true,
  run({ call }, [family, tree, more]) {
    if (family === undefined || more !== undefined) return 'usage';
    return { result: call.use(databasePort).deleteTree(family, tree) > 0 ? 0 : 1 };
  },
});
