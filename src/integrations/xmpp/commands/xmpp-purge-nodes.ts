import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { accountNames, runOnService } from '../sharing/node-command.ts';
import { purging } from '../sharing/pubsub.ts';

/** `xmpp purge nodes`. */
export const command = defineCliCommand({
  command: 'xmpp purge nodes <connection> <node>',
  module: 'res_xmpp',
  synopsis: 'Purges PubSub nodes',
  usage: 'Removes all that lies in a node.',
  complete: accountNames,
  run: (context, [account = '', node = '']) => runOnService(context, account, purging(node), `Purged ${node}.`),
});
