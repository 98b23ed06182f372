import { defineManagerAction } from '../../../extend/define-manager-action.ts';
import { withRegistrations } from '../listing/asked-registrations.ts';

/** PJSIPUnregister: takes a registration of ours back, or all of them (`*all`), until PJSIPRegister. */
export const action = defineManagerAction({
  name: 'PJSIPUnregister',
  module: 'res_pjsip',
  synopsis: 'Unregister an outbound registration.',
  arguments: 'Registration',
  classes: ['system', 'reporting'],
  run: (context, request) =>
    withRegistrations(context, request, 'Unregistration', (registrations, one) => registrations.unregister(one)),
});
