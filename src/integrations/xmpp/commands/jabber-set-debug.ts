import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { xmppAccountsPort } from '../accounts.ts';
import { setDebug } from '../set-debug.ts';

/** The same under its name of Asterisk 1.6 to 10. */
export const command = defineCliCommand({
  command: 'jabber set debug <on|off>',
  module: 'res_xmpp',
  synopsis: 'Enable/Disable Jabber debug',
  usage: 'on prints each stanza of all accounts, on all consoles, until off.',
  run: (context, [word]) => setDebug(context.use(xmppAccountsPort), word),
});
