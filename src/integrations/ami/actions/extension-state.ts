import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { extensionStatesPort } from '../../../pbx/ports/extension-states.ts';
import { extensionHeaders } from '../extension-headers.ts';

/** ExtensionState: what an extension's hint shows; -1 for one that has no hint. */
export const action = defineManagerAction({
  name: 'ExtensionState',
  module: 'manager',
  synopsis: 'Check Extension Status.',
  arguments: 'Exten Context',
  classes: ['call', 'reporting'],
  run(context, request) {
    const exten = request.header('Exten');
    if (exten === '') return managerError('Extension not specified');
    const place = request.header('Context') || 'default';
    const found = context.use(extensionStatesPort).of(place, exten);
    return {
      response: 'Success',
      message: 'Extension Status',
      headers: found
        ? extensionHeaders({ ...found, exten, context: place })
        : [
            ['Exten', exten],
            ['Context', place],
            ['Hint', ''],
            ['Status', '-1'],
            ['StatusText', 'Unknown'],
          ],
    };
  },
});
