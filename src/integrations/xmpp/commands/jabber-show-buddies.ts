import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { xmppAccountsPort } from '../accounts.ts';
import { listBuddies } from '../listing.ts';

/** The same under its name of Asterisk 1.4 to 10. */
export const command = defineCliCommand({
  command: 'jabber show buddies',
  module: 'res_xmpp',
  synopsis: 'Show buddy lists of our clients',
  usage: 'Lists the contacts of each account, and where each is there: resource, priority, state and words.',
  run: (context) => listBuddies(context.use(xmppAccountsPort).list()),
});
