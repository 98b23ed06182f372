import {
  actionMark,
  defineManagerAction,
  type ManagerHeaders,
  managerList,
} from '../../../extend/define-manager-action.ts';
import { optionOf } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowSubscriptionsInbound: the endpoints of pjsip.conf that watch hints and mailboxes. */
export const action = defineManagerAction({
  name: 'PJSIPShowSubscriptionsInbound',
  module: 'res_pjsip',
  synopsis: 'Lists subscriptions.',
  classes: ['system'],
  run(context, request) {
    const watchers = context
      .use(sipStackPort)
      .subscriptions.list()
      .filter(({ endpoint }) => endpoint.dialect === 'PJSIP');
    const items = watchers.map(({ endpoint, subscription, event, name, things, note }): ManagerHeaders => {
      const mailboxes = event === 'message-summary';
      return [
        ['Event', 'InboundSubscriptionDetail'],
        ...actionMark(request),
        ['Role', 'Notifier'],
        ['Endpoint', endpoint.name],
        ['Callid', subscription.callId],
        ['State', 'ACTIVE'],
        ['Callerid', optionOf(endpoint, 'callerid')],
        ['SubscriptionType', mailboxes ? 'mwi' : 'extension_state'],
        ...(mailboxes
          ? ([['Mailboxes', things]] as const)
          : ([
              ['Extension', name],
              ['ExtensionStates', note],
            ] as const)),
      ];
    });
    return managerList(request, {
      message: 'Following are Events for each inbound Subscription',
      items,
      complete: 'InboundSubscriptionDetailComplete',
    });
  },
});
