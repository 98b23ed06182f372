import { saysYes } from '../../base/switch-word.ts';
import { defineManagerAction, managerError, managerSuccess } from '../../extend/define-manager-action.ts';
import { dialplanFilesPort } from '../loader.ts';
import { hasStep, readEditedPriority, withStep } from '../model/edit-model.ts';

/** DialplanExtensionAdd: one step more in what runs, until the dialplan is loaded again. */
export const action = defineManagerAction({
  name: 'DialplanExtensionAdd',
  module: 'pbx_config',
  synopsis: 'Add an extension to the dialplan',
  arguments: 'Context Extension Priority Application [ApplicationData] [Replace]',
  classes: ['system'],
  run(context, request) {
    const [at, exten, written] = [request.header('Context'), request.header('Extension'), request.header('Priority')];
    const application = request.header('Application');
    if (at === '' || exten === '' || written === '' || application === '')
      return managerError('Context, Extension, Priority, and Application must be defined for DialplanExtensionAdd.');
    const priority = readEditedPriority(written);
    if (priority === undefined) return managerError('The priority specified was invalid.');
    const files = context.use(dialplanFilesPort);
    if (!files.model) return managerError('Failed to add extension');
    const address = { context: at, exten };
    if (hasStep(files.model, address, priority) && !saysYes(request.header('Replace')))
      return managerError('That extension and priority already exist at that context');
    files.replace(
      withStep(files.model, { ...address, priority, application, argument: request.header('ApplicationData') }),
    );
    return managerSuccess('Added requested extension');
  },
});
