import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { xmppAccountsPort } from '../accounts.ts';
import { listConnections } from '../listing.ts';

/** The same under its name of Asterisk 1.4 to 10. */
export const command = defineCliCommand({
  command: 'jabber show connected',
  module: 'res_xmpp',
  synopsis: 'Show state of clients and components',
  usage: 'Lists the accounts of jabber.conf and xmpp.conf, and whether each is connected.',
  run: (context) => listConnections(context.use(xmppAccountsPort).list()),
});
