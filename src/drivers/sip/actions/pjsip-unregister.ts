import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPUnregister: takes a registration of ours back, or all of them (`*all`), until PJSIPRegister. */
export const action = defineManagerAction({
  name: 'PJSIPUnregister',
  module: 'res_pjsip',
  synopsis: 'Unregister an outbound registration.',
  classes: ['system', 'reporting'],
  run(context, request) {
    const name = request.header('Registration');
    if (name === '') return managerError('Registration parameter missing.');
    const { registrations } = context.use(sipStackPort);
    const running = registrations.list().filter(({ spec }) => spec.dialect === 'PJSIP');
    const all = name === '*all';
    const wanted = all ? running : running.filter(({ spec }) => spec.name === name);
    if (!all && wanted.length === 0) return managerError('Unable to retrieve registration entry');
    for (const one of wanted) registrations.unregister(one);
    return managerSuccess(all ? 'Unregistrations queued.' : 'Unregistration sent');
  },
});
