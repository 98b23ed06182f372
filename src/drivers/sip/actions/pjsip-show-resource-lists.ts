import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';

/** PJSIPShowResourceLists: lists of what can be watched together; there are none here. */
export const action = defineManagerAction({
  name: 'PJSIPShowResourceLists',
  module: 'res_pjsip',
  synopsis: 'Displays settings for configured resource lists.',
  classes: ['system'],
  run: () => managerError('No resource lists found'),
});
