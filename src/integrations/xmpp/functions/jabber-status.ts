import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { parseAddress } from '../address.ts';
import { namedAccount } from '../named-account.ts';

/** The presence of a contact. @see observed: Asterisk 16; without a connection every contact is offline. */
export const dialplanFunction = defineFunction({
  name: 'JABBER_STATUS',
  module: 'res_xmpp',
  synopsis: 'The presence of an XMPP contact as a number',
  description: [
    '1 online, 2 chatty, 3 away, 4 away for long, 5 do not disturb, 6 offline, 7 not among the contacts.',
    'Of an address without a resource the place with the highest priority counts.',
  ],
  arguments: {
    account: text('the account in xmpp.conf whose contact it is', { required: true }),
    jid: text('the address of the contact', { required: true }),
  },
  examples: ['same => n,GotoIf($[${JABBER_STATUS(asterisk,alice@example.org)} < 3]?there)'],
  seeAlso: ['JABBER_RECEIVE', 'JabberSend'],
  read(context, { account: name, jid }) {
    const account = namedAccount(context, name);
    const address = parseAddress(jid);
    if (account && !address) context.warn(`'${jid}' is no XMPP address`);
    return account && address ? String(account.statusOf(address)) : '';
  },
});
