import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';

/** Reload: reads the configuration again, all of it or a module's. */
export const action = defineManagerAction({
  name: 'Reload',
  module: 'manager',
  synopsis: 'Send a reload event.',
  arguments: '[Module]',
  classes: ['system', 'config'],
  async run(context, request) {
    const modules = context.use(modulesPort);
    const name = request.header('Module');
    if (name !== '' && !modules.isLoaded(name)) return managerError('No such module');
    await modules.reload(name || undefined);
    return managerSuccess('Module Reloaded');
  },
});
