import { actionMark, defineManagerAction, listEnd, managerList } from '../../../extend/define-manager-action.ts';
import { extensionStatesPort } from '../../../pbx/ports/extension-states.ts';
import { extensionHeaders } from '../extension-headers.ts';

/** ExtensionStateList: what all hints show. */
export const action = defineManagerAction({
  name: 'ExtensionStateList',
  module: 'manager',
  synopsis: 'List the current known extension states.',
  classes: ['call', 'reporting'],
  tells: ['ExtensionStatus', listEnd('ExtensionStateListComplete')],
  run: (context, request) =>
    managerList(request, {
      message: 'Extension Statuses will follow',
      items: context
        .use(extensionStatesPort)
        .list()
        .map((one) => [['Event', 'ExtensionStatus'], ...actionMark(request), ...extensionHeaders(one)]),
      complete: 'ExtensionStateListComplete',
    }),
});
