import { end } from '../../../channel/call.ts';
import { rest, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { parseAddress } from '../address.ts';
import { namedAccount } from '../named-account.ts';

/**
 * Sends a message. Observed of Asterisk 16: an unknown account, or an address without an `@`, ends the call; commas in the message are part of it.
 * Deviation: without a connection the message waits instead of being lost.
 */
export const application = defineApplication({
  name: 'JabberSend',
  module: 'res_xmpp',
  synopsis: 'Sends an XMPP message',
  arguments: {
    account: text('the account in xmpp.conf that sends', { required: true }),
    jid: text('the address of the receiver', { required: true }),
    message: rest('the message', { required: true }),
  },
  withoutArgument: 'end',
  examples: ['same => n,JabberSend(asterisk,alice@example.org,Somebody is at the door)'],
  seeAlso: ['JABBER_STATUS', 'JABBER_RECEIVE'],
  async run(call, { account: name, jid, message }) {
    const account = namedAccount(call, name);
    if (!account) return end();
    if (!jid.includes('@') || !parseAddress(jid)) {
      call.warn(`'${jid}' is no XMPP address`);
      return end();
    }
    await account.sendMessage(jid, message);
    return undefined;
  },
});
