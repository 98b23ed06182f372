import { end } from '../../../channel/call.ts';
import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { parseAddress } from '../address.ts';
import { namedAccount } from '../named-account.ts';

/**
 * The older form of JABBER_STATUS(). @see observed: Asterisk 16, which warns at each use.
 * Deviation: no warning, since it does the same; and it is still there, while newer Asterisk has dropped it.
 */
export const application = defineApplication({
  name: 'JabberStatus',
  module: 'res_xmpp',
  synopsis: 'Puts the presence of an XMPP contact into a variable',
  description: ['1 online, 2 chatty, 3 away, 4 away for long, 5 do not disturb, 6 offline, 7 not among the contacts.'],
  arguments: {
    account: text('the account in xmpp.conf whose contact it is', { required: true }),
    jid: text('the address of the contact', { required: true }),
    variable: text('the name of the variable', { required: true }),
  },
  withoutArgument: 'end',
  examples: ['same => n,JabberStatus(asterisk,alice@example.org,STATUS)'],
  seeAlso: ['JABBER_STATUS', 'JabberSend'],
  run(call, { account: name, jid, variable }) {
    const account = namedAccount(call, name);
    if (!account) return end();
    const address = parseAddress(jid);
    if (!address) {
      call.warn(`'${jid}' is no XMPP address`);
      return end();
    }
    call.set(variable, String(account.statusOf(address)));
    return undefined;
  },
});
