import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';

/** Filter: one more expression that the events of this connection must match, or with `!` before it, must not. */
export const action = defineManagerAction({
  name: 'Filter',
  module: 'manager',
  synopsis: 'Dynamically add filters for the current manager session.',
  arguments: '[Operation] [Filter]',
  classes: ['system'],
  run(context, request) {
    if (request.header('Operation').toLowerCase() !== 'add') return managerError('Unknown operation');
    return context.session.addFilter(request.header('Filter')) === undefined
      ? managerSuccess('Success')
      : managerError('Filter did not compile.  Check the syntax of the filter given.');
  },
});
