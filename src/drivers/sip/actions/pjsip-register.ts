import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPRegister: registers with a provider now, or with all of them (`*all`). */
export const action = defineManagerAction({
  name: 'PJSIPRegister',
  module: 'res_pjsip',
  synopsis: 'Register an outbound registration.',
  classes: ['system', 'reporting'],
  run(context, request) {
    const name = request.header('Registration');
    if (name === '') return managerError('Registration parameter missing.');
    const { registrations } = context.use(sipStackPort);
    const running = registrations.list().filter(({ spec }) => spec.dialect === 'PJSIP');
    const all = name === '*all';
    const wanted = all ? running : running.filter(({ spec }) => spec.name === name);
    if (!all && wanted.length === 0) return managerError('Unable to retrieve registration entry');
    for (const one of wanted) registrations.register(one);
    return managerSuccess(all ? 'Reregistrations queued.' : 'Reregistration sent');
  },
});
