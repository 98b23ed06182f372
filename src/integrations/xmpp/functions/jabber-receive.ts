import { secondsAsMs, text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { parseAddress } from '../address.ts';
import { namedAccount } from '../named-account.ts';

const USUAL_WAIT_MS = 20_000;

/** Waits for a message. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'JABBER_RECEIVE',
  module: 'res_xmpp',
  synopsis: 'Waits for an XMPP message and gives its text',
  description: [
    'A message that came within the last seconds (`timeout` in xmpp.conf) counts too, the latest first. Each is given once.',
    'Empty if none comes in time.',
  ],
  arguments: {
    account: text('the account in xmpp.conf that receives', { required: true }),
    jid: text('whose message; without a resource from any of them', { required: true }),
    timeoutMs: secondsAsMs('seconds to wait', { fallbackMs: USUAL_WAIT_MS }),
  },
  examples: ['same => n,Set(answer=${JABBER_RECEIVE(asterisk,alice@example.org,30)})'],
  seeAlso: ['JABBER_STATUS', 'JabberSend'],
  async read(context, { account: name, jid, timeoutMs = USUAL_WAIT_MS }) {
    const account = namedAccount(context, name);
    const address = parseAddress(jid);
    if (!account) return '';
    if (!address || !context.call) {
      context.warn(address ? 'JABBER_RECEIVE needs a channel' : `'${jid}' is no XMPP address`);
      return '';
    }
    const waitMs = timeoutMs > 0 ? timeoutMs : USUAL_WAIT_MS;
    const body = await account.inbox.take(address, waitMs, account.settings.keepMs, context.call.signal);
    if (body === undefined) context.log.notice(`Timed out : no message received from ${jid}`);
    return body ?? '';
  },
});
