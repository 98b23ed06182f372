import type { CommandResult } from '../../extend/define-cli-command.ts';
import type { XmppAccounts } from './accounts.ts';

/** What `xmpp set debug on` and `off` do and print. @see observed: Asterisk 16. */
export function setDebug(accounts: XmppAccounts, word: string | undefined): CommandResult {
  if (word !== 'on' && word !== 'off') return { usage: true };
  accounts.setDebug(word === 'on');
  return `XMPP Debugging ${word === 'on' ? 'Enabled' : 'Disabled'}.\n`;
}
