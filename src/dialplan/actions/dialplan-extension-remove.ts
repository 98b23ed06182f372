import { defineManagerAction, managerError, managerSuccess } from '../../extend/define-manager-action.ts';
import { dialplanFilesPort } from '../loader.ts';
import { readEditedPriority, withoutStep } from '../model/edit-model.ts';

/** DialplanExtensionRemove: takes a step or a whole extension out of what runs, until the dialplan is loaded again. */
export const action = defineManagerAction({
  name: 'DialplanExtensionRemove',
  module: 'pbx_config',
  synopsis: 'Remove an extension from the dialplan',
  arguments: 'Context Extension [Priority]',
  classes: ['system'],
  run(context, request) {
    const [at, exten, written] = [request.header('Context'), request.header('Extension'), request.header('Priority')];
    if (at === '' || exten === '')
      return managerError('Context and Extension must be provided for DialplanExtensionRemove');
    const priority = written === '' ? undefined : readEditedPriority(written);
    if (written !== '' && priority === undefined) return managerError('The priority specified was invalid.');
    const files = context.use(dialplanFilesPort);
    const changed = files.model && withoutStep(files.model, { context: at, exten }, priority);
    if (!changed) return managerError('Failed to remove requested extension');
    files.replace(changed);
    return managerSuccess(
      priority === undefined ? 'Removed the requested extension' : 'Removed the requested priority from the extension',
    );
  },
});
