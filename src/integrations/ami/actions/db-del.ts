import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { databasePort } from '../../../pbx/ports/database.ts';

/** DBDel: removes a key from the database. */
export const action = defineManagerAction({
  name: 'DBDel',
  module: 'manager',
  synopsis: 'Delete DB entry.',
  arguments: 'Family Key',
  classes: ['system'],
  run(context, request) {
    const [family, key] = [request.header('Family'), request.header('Key')];
    if (family === '') return managerError('No family specified.');
    if (key === '') return managerError('No key specified.');
    return context.use(databasePort).delete(family, key)
      ? managerSuccess('Key deleted successfully')
      : managerError('Database entry could not be deleted');
  },
});
