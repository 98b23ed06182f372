import { actionMark, defineManagerAction, managerError, managerList } from '../../../extend/define-manager-action.ts';
import { databasePort } from '../../../pbx/ports/database.ts';

/** DBGet: one value of the database. */
export const action = defineManagerAction({
  name: 'DBGet',
  module: 'manager',
  synopsis: 'Get DB Entry.',
  arguments: 'Family Key',
  classes: ['system', 'reporting'],
  run(context, request) {
    const [family, key] = [request.header('Family'), request.header('Key')];
    if (family === '') return managerError('No family specified.');
    if (key === '') return managerError('No key specified.');
    const value = context.use(databasePort).get(family, key);
    if (value === undefined) return managerError('Database entry not found');
    return managerList(request, {
      message: 'Result will follow',
      items: [[['Event', 'DBGetResponse'], ['Family', family], ['Key', key], ['Val', value], ...actionMark(request)]],
      complete: 'DBGetComplete',
    });
  },
});
