import type { Logger } from '../../base/log.ts';
import type { Messages, MessageTransport } from '../../pbx/ports/messages.ts';
import type { XmppAccount } from './account.ts';
import type { XmppAccounts } from './accounts.ts';
import { type Address, parseAddress, writeAddress } from './address.ts';

/** Gives messages that come to an account to the extension `s` of its context, where it has one. */
export function deliverTo(
  messages: Messages,
  log: Logger,
): (account: XmppAccount, from: Address, body: string) => void {
  return (account, from, body) => {
    const { context, address, name } = account.settings;
    if (context === undefined) return;
    const message = {
      from: `xmpp:${writeAddress(from)}`,
      to: `xmpp:${writeAddress(address)}`,
      body,
      data: new Map([['XMPP_BUDDY', from.bare]]),
      outbound: new Set<string>(),
    };
    if (!messages.deliver(message, { context, exten: 's', priority: 1 }))
      log.warning(
        `XMPP account ${name}: a message came, but context '${context}' has no extension s, or too many wait`,
      );
  };
}

/** Messages to `xmpp:` addresses, from `xmpp:account`. */
export function messageTransport(accounts: XmppAccounts, log: Logger): MessageTransport {
  return {
    scheme: 'xmpp',
    async send({ destination, from, writtenFrom, body }) {
      const name = (from || writtenFrom).replace(/^xmpp:/i, '');
      const account = accounts.find(name);
      if (!account) log.warning(`A message to '${destination}' needs an XMPP account to come from; '${name}' is none`);
      else if (!parseAddress(destination)) log.warning(`'${destination}' is no XMPP address`);
      else {
        await account.sendMessage(destination, body);
        return true;
      }
      return false;
    },
  };
}
