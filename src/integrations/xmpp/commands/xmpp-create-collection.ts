import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { accountNames, runOnService } from '../sharing/node-command.ts';
import { creating } from '../sharing/pubsub.ts';

/** `xmpp create collection`. */
export const command = defineCliCommand({
  command: 'xmpp create collection <connection> <collection>',
  module: 'res_xmpp',
  synopsis: 'Creates a PubSub node collection.',
  usage: 'Creates a collection of nodes with the account.',
  complete: accountNames,
  run: (context, [account = '', node = '']) =>
    runOnService(context, account, creating(node, 'collection'), `Created ${node}.`),
});
