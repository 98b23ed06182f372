import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { xmppAccountsPort } from '../accounts.ts';
import { setDebug } from '../set-debug.ts';

/** Writes what goes over the accounts to the log. */
export const command = defineCliCommand({
  command: 'xmpp set debug <on|off>',
  module: 'res_xmpp',
  synopsis: 'Enable/Disable Jabber debug',
  usage: 'on prints each stanza of all accounts, on all consoles, until off.',
  run: (context, [word]) => setDebug(context.use(xmppAccountsPort), word),
});
