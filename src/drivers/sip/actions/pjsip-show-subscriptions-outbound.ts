import { defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';

/** PJSIPShowSubscriptionsOutbound: what we watch elsewhere, which is nothing. */
export const action = defineManagerAction({
  name: 'PJSIPShowSubscriptionsOutbound',
  module: 'res_pjsip',
  synopsis: 'Lists subscriptions.',
  classes: ['system'],
  run: (_context, request) =>
    managerList(request, {
      message: 'Following are Events for each outbound Subscription',
      items: [],
      complete: 'OutboundSubscriptionDetailComplete',
    }),
});
