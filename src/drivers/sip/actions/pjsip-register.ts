import { defineManagerAction } from '../../../extend/define-manager-action.ts';
import { withRegistrations } from '../listing/asked-registrations.ts';

/** PJSIPRegister: registers with a provider now, or with all of them (`*all`). */
export const action = defineManagerAction({
  name: 'PJSIPRegister',
  module: 'res_pjsip',
  synopsis: 'Register an outbound registration.',
  arguments: 'Registration',
  classes: ['system', 'reporting'],
  run: (context, request) =>
    withRegistrations(context, request, 'Reregistration', (registrations, one) => registrations.register(one)),
});
