import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { xmppAccountsPort } from '../accounts.ts';
import { listBuddies } from '../listing.ts';

/** The contacts of all accounts and where they are there. */
export const command = defineCliCommand({
  command: 'xmpp show buddies',
  module: 'res_xmpp',
  synopsis: 'Show buddy lists of our clients',
  usage: 'Lists the contacts of each account, and where each is there: resource, priority, state and words.',
  run: (context) => listBuddies(context.use(xmppAccountsPort).list()),
});
