import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { accountNames, runOnService } from '../sharing/node-command.ts';
import { deleting } from '../sharing/pubsub.ts';

/** `xmpp delete node`. */
export const command = defineCliCommand({
  command: 'xmpp delete node <connection> <node>',
  module: 'res_xmpp',
  synopsis: 'Deletes a PubSub node',
  usage: 'Deletes a node and all that lies in it.',
  complete: accountNames,
  run: (context, [account = '', node = '']) => runOnService(context, account, deleting(node), `Deleted ${node}.`),
});
