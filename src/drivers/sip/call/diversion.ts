import { diversionReason, type Parties, type Party, redirectingReason } from '../../../channel/party.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import { formatNameAddr, parseNameAddr } from '../../../sip/message/name-addr.ts';
import { escapeUser } from '../../../sip/message/uri.ts';
import type { HeaderLines } from '../../../sip/message/write-message.ts';
import type { Dialect } from '../config/endpoint.ts';

/** Notes who sent a call here, as the topmost Diversion of its INVITE tells it. @see RFC 5806; details observed of Asterisk 16 */
export function takeDiversion(parties: Parties, invite: SipRequest, dialed: string, dialect: Dialect): void {
  const [text] = invite.values('Diversion');
  const address = text === undefined ? undefined : parseNameAddr(text);
  if (!address?.uri) return;
  const from: Party = { number: address.uri.user, ...(address.displayName !== '' && { name: address.displayName }) };
  const said = address.param('reason');
  parties.redirecting = from;
  parties.redirection = {
    ...parties.redirection,
    to: { number: dialed },
    // the old driver takes a call that nobody says more of for one that is always sent on, and does not count
    reason: redirectingReason(said ?? (dialect === 'SIP' ? 'cfu' : 'unknown')),
    count: dialect === 'SIP' ? 0 : 1,
  };
}

/** The Diversion of a request or response; none where nobody has sent the call elsewhere. @param host ours, as the peer sees it. */
export function diversionLines({ redirecting, redirection }: Parties, host: string): HeaderLines {
  const { number, name = '' } = redirecting;
  if (number === undefined || number === '') return [];
  const shown = host.includes(':') ? `[${host}]` : host;
  const address = formatNameAddr(name, `sip:${escapeUser(number)}@${shown}`);
  return [['Diversion', `${address};reason=${diversionReason(redirection.reason)}`]];
}
