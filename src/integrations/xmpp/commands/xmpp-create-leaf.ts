import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { accountNames, runOnService } from '../sharing/node-command.ts';
import { creating } from '../sharing/pubsub.ts';

/** `xmpp create leaf`. */
export const command = defineCliCommand({
  command: 'xmpp create leaf <connection> <collection> <leaf>',
  module: 'res_xmpp',
  synopsis: 'Creates a PubSub leaf node',
  usage: 'Creates a node in a collection with the account.',
  complete: accountNames,
  run: (context, [account = '', leafOf = '', leaf = '']) =>
    runOnService(context, account, creating(leaf, { leafOf }), `Created ${leaf}.`),
});
