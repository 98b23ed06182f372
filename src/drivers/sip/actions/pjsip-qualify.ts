import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPQualify: asks the contacts of an endpoint now whether they live. */
export const action = defineManagerAction({
  name: 'PJSIPQualify',
  module: 'res_pjsip',
  synopsis: 'Qualify a chan_pjsip endpoint.',
  arguments: 'Endpoint',
  classes: ['system', 'reporting'],
  run(context, request) {
    const name = request.header('Endpoint');
    if (name === '') return managerError('Endpoint parameter missing.');
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('PJSIP', name);
    if (!endpoint) return managerError('Unable to retrieve endpoint');
    for (const aor of stack.book.aorsOf(endpoint)) stack.locations.qualify(aor);
    return managerSuccess('Endpoint found, will qualify');
  },
});
