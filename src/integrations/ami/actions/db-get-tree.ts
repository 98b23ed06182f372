import { actionMark, defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';
import { databasePort } from '../../../pbx/ports/database.ts';

/**
 * DBGetTree: all values of a family, or under a key of it, or everything.
 *
 * Deviation: `ListItems` is the number of values; Asterisk 16 always says 1.
 */
export const action = defineManagerAction({
  name: 'DBGetTree',
  module: 'manager',
  synopsis: 'Get DB entries, optionally at a particular family/key',
  arguments: '[Family] [Key]',
  classes: ['system', 'reporting'],
  run(context, request) {
    const [family, key] = [request.header('Family'), request.header('Key')];
    const entries = context.use(databasePort).entries(family || undefined, (family && key) || undefined);
    return managerList(request, {
      message: 'Result will follow',
      items: entries.map((entry) => [
        ['Event', 'DBGetTreeResponse'],
        ['Key', `/${entry.family}/${entry.key}`],
        ['Val', entry.value],
        ...actionMark(request),
      ]),
      complete: 'DBGetTreeComplete',
    });
  },
});
