import { defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';
import { aorHeaders, contactNames, pjsipEndpoints } from '../listing/pjsip-objects.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowRegistrationsInbound: where the endpoints of pjsip.conf can be reached. */
export const action = defineManagerAction({
  name: 'PJSIPShowRegistrationsInbound',
  module: 'res_pjsip',
  synopsis: 'Lists PJSIP inbound registrations.',
  classes: ['system'],
  run(context, request) {
    const stack = context.use(sipStackPort);
    const items = pjsipEndpoints(stack).flatMap((endpoint) =>
      stack.book.aorsOf(endpoint).map((aor) => {
        const contacts = contactNames(stack, aor);
        return [
          ...aorHeaders(stack, request, 'InboundRegistrationDetail', aor, 'Contact'),
          ['Contacts', contacts === '' ? '' : `${contacts},`],
        ] as const;
      }),
    );
    return managerList(request, {
      message: 'Following are Events for each Inbound registration',
      items,
      complete: 'InboundRegistrationDetailComplete',
    });
  },
});
