import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listPjsipSubscriptions } from '../listing/subscription-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip list subscriptions`. */
export const command = defineCliCommand({
  command: 'pjsip list subscriptions {inbound|outbound} [like] [<pattern>]',
  module: 'res_pjsip',
  synopsis: 'List who watches hints and mailboxes, a line each',
  usage:
    'inbound are those of phones here; we have none with others (outbound). With like only the endpoints that a regular expression finds.',
  run: (context, [direction = '', ...like]) =>
    listPjsipSubscriptions(context.use(sipStackPort), 'list', direction, like) ?? { usage: true },
});
