import { defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';
import { contactDetail, pjsipEndpoints } from '../listing/pjsip-objects.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowRegistrationInboundContactStatuses: what phones of pjsip.conf have registered, and whether they answer. */
export const action = defineManagerAction({
  name: 'PJSIPShowRegistrationInboundContactStatuses',
  module: 'res_pjsip',
  synopsis: 'Lists ContactStatuses for PJSIP inbound registrations.',
  classes: ['system'],
  run(context, request) {
    const stack = context.use(sipStackPort);
    const items = pjsipEndpoints(stack).flatMap((endpoint) =>
      stack.locations
        .contactsOf(endpoint)
        .flatMap((contact) => (contact.binding ? [contactDetail(request, contact, endpoint.name)] : [])),
    );
    return managerList(request, {
      message: 'Following are ContactStatusEvents for each Inbound registration',
      items,
      complete: 'ContactStatusDetailComplete',
    });
  },
});
