import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listPjsipSubscriptions } from '../listing/subscription-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show subscriptions`. */
export const command = defineCliCommand({
  command: 'pjsip show subscriptions {inbound|outbound} [like] [<pattern>]',
  module: 'res_pjsip',
  synopsis: 'List who watches hints and mailboxes',
  usage:
    'inbound are those of phones here; we have none with others (outbound). With like only the endpoints that a regular expression finds.',
  run: (context, [direction = '', ...like]) =>
    listPjsipSubscriptions(context.use(sipStackPort), 'show', direction, like) ?? { usage: true },
});
