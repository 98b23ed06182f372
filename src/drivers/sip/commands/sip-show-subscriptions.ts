import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listSipSubscriptions } from '../listing/subscription-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show subscriptions`. */
export const command = defineCliCommand({
  command: 'sip show subscriptions',
  module: 'chan_sip',
  synopsis: 'List who watches hints and mailboxes',
  usage: 'Lists who has subscribed to a hint or a mailbox, with the last state told.',
  run: (context) => listSipSubscriptions(context.use(sipStackPort)),
});
