import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { databasePort } from '../../../pbx/ports/database.ts';

/** DBPut: writes a value to the database. */
export const action = defineManagerAction({
  name: 'DBPut',
  module: 'manager',
  synopsis: 'Put DB entry.',
  arguments: 'Family Key [Val]',
  classes: ['system'],
  run(context, request) {
    const [family, key] = [request.header('Family'), request.header('Key')];
    if (family === '') return managerError('No family specified');
    if (key === '') return managerError('No key specified');
    context.use(databasePort).put(family, key, request.header('Val'));
    return managerSuccess('Updated database successfully');
  },
});
