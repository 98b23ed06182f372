import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { databasePort } from '../../../pbx/ports/database.ts';

/** DBDelTree: removes a family from the database, or what lies under a key of it. */
export const action = defineManagerAction({
  name: 'DBDelTree',
  module: 'manager',
  synopsis: 'Delete DB Tree.',
  arguments: 'Family [Key]',
  classes: ['system'],
  run(context, request) {
    const [family, key] = [request.header('Family'), request.header('Key')];
    if (family === '') return managerError('No family specified.');
    return context.use(databasePort).deleteTree(family, key || undefined) > 0
      ? managerSuccess('Key tree deleted successfully')
      : managerError('Database entry not found');
  },
});
