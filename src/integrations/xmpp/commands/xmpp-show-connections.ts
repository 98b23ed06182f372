import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { xmppAccountsPort } from '../accounts.ts';
import { listConnections } from '../listing.ts';

/** All accounts and whether they are connected. */
export const command = defineCliCommand({
  command: 'xmpp show connections',
  module: 'res_xmpp',
  synopsis: 'Show state of clients and components',
  usage: 'Lists the accounts of jabber.conf and xmpp.conf, and whether each is connected.',
  run: (context) => listConnections(context.use(xmppAccountsPort).list()),
});
