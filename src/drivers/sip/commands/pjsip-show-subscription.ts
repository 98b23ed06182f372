import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { describePjsipSubscription } from '../listing/subscription-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show subscription inbound CALL-ID`. */
export const command = defineCliCommand({
  command: 'pjsip show subscription {inbound|outbound} <call-id>',
  module: 'res_pjsip',
  synopsis: 'Tell all of one that watches',
  usage: 'The subscription is named by its Call-ID, which pjsip show subscriptions lists.',
  complete: (context) =>
    context
      .use(sipStackPort)
      .subscriptions.list()
      .flatMap(({ endpoint, subscription }) => (endpoint.dialect === 'PJSIP' ? [subscription.callId] : [])),
  run: (context, [direction = '', callId = '']) =>
    describePjsipSubscription(context.use(sipStackPort), direction, callId),
});
