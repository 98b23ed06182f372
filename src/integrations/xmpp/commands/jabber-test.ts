import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { xmppAccountsPort } from '../accounts.ts';
import { listPresence } from '../listing.ts';

const USUAL_ACCOUNT = 'asterisk';

/**
 * Who of an account's contacts is there.
 * Deviation: takes the name of any account; Asterisk's knows `asterisk` alone, and sends a message to its author.
 */
export const command = defineCliCommand({
  command: 'jabber test [<account>]',
  module: 'res_xmpp',
  synopsis: 'Shows the presence of the contacts of an account',
  usage: 'Shows who of the contacts of an account (asterisk unless given) is there, and how.',
  complete: (context) =>
    context
      .use(xmppAccountsPort)
      .list()
      .map(({ settings }) => settings.name),
  run(context, [name = USUAL_ACCOUNT]) {
    const account = context.use(xmppAccountsPort).find(name);
    return account ? listPresence(account) : { failed: true, text: `There is no XMPP account '${name}'.\n` };
  },
});
