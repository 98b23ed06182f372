import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listPjsipSubscriptions } from '../listing/subscription-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show subscriptions inbound`. */
export const command = defineCliCommand({
  command: 'pjsip show subscriptions [inbound]',
  module: 'res_pjsip',
  synopsis: 'List who watches hints and mailboxes',
  run: (context) => listPjsipSubscriptions(context.use(sipStackPort)),
});
