import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';

/** ModuleCheck: whether a module is loaded. */
export const action = defineManagerAction({
  name: 'ModuleCheck',
  module: 'manager',
  synopsis: 'Check if module is loaded.',
  arguments: 'Module',
  classes: ['system'],
  run(context, request) {
    if (!context.use(modulesPort).isLoaded(request.header('Module'))) return managerError('Module not loaded');
    return { response: 'Success', headers: [['Version', '']] };
  },
});
