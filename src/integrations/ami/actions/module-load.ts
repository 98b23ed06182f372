import {
  defineManagerAction,
  type ManagerReply,
  managerError,
  managerSuccess,
} from '../../../extend/define-manager-action.ts';
import { type ModuleOutcome, modulesPort } from '../../../pbx/ports/modules.ts';

/**
 * ModuleLoad: loads, unloads or reloads a module.
 *
 * Deviation: one answer to each action; Asterisk sends two where the module's name is missing.
 */
export const action = defineManagerAction({
  name: 'ModuleLoad',
  module: 'manager',
  synopsis: 'Module management.',
  arguments: '[Module] LoadType',
  classes: ['system'],
  async run(context, request) {
    const modules = context.use(modulesPort);
    const name = request.header('Module');
    const type = request.header('LoadType').toLowerCase();
    if (name === '' && (type === 'load' || type === 'unload')) return managerError('Need module name');
    switch (type) {
      case 'load':
        return (await modules.load(name)).ok
          ? managerSuccess('Module loaded.')
          : managerError('Could not load module.');
      case 'unload':
        return (await modules.unload(name, false)).ok
          ? managerSuccess('Module unloaded.')
          : managerError('Could not unload module.');
      case 'reload':
        if (name === '') {
          await modules.reload();
          return managerSuccess('All modules reloaded');
        }
        if (!modules.isLoaded(name)) return managerError('No such module.');
        return answerReload(await modules.reload(name));
      default:
        return managerError('Incomplete ModuleLoad action.');
    }
  },
});

function answerReload(outcome: ModuleOutcome): ManagerReply {
  if (outcome.ok) return managerSuccess('Module reloaded.');
  return managerError(outcome.unsupported ? 'Module does not support reload action.' : 'An unknown error occurred');
}
