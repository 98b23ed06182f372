import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { xmppAccountsPort } from '../accounts.ts';
import { listBuddies } from '../listing.ts';

/** The contacts of all accounts and where they are there. */
export const command = defineCliCommand({
  command: 'xmpp show buddies',
  module: 'res_xmpp',
  synopsis: 'Show buddy lists of our clients',
  run: (context) => listBuddies(context.use(xmppAccountsPort).list()),
});
