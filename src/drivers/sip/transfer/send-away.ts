import type { TransferOutcome } from '../../../channel/driver-leg.ts';
import { parseNameAddr } from '../../../sip/message/name-addr.ts';
import { escapeUser, parseUri } from '../../../sip/message/uri.ts';
import type { IncomingLeg } from '../call/incoming-leg.ts';
import type { SipLeg } from '../call/sip-leg.ts';
import type { EndpointBook } from '../endpoint-book.ts';
import type { Locations } from '../location/locations.ts';

/** What sending calls away needs of the stack. */
export interface SendAwayHouse {
  readonly locations: Locations;
  book(): EndpointBook;
}

/** Sends a call elsewhere: 302 before the answer, REFER after it. @see observed: Asterisk 16, Transfer() on channels of both drivers */
export async function sendAway(house: SendAwayHouse, leg: SipLeg, destination: string): Promise<TransferOutcome> {
  const { session, channel } = leg;
  if (leg.endpoint.dialect === 'SIP') {
    if (session?.established) return leg.referrals.send(`<${oldTarget(leg, destination, 'remote')}>`);
    return redirect(leg, `Transfer <${oldTarget(leg, destination, 'local')}>`);
  }
  const uri = newTarget(house, destination);
  if (uri === undefined) {
    leg.warn(`'${destination}' is neither an endpoint nor a SIP URI: ${channel.name} stays where it is`);
    return { done: false, protocolStatus: 1 };
  }
  return session?.established ? leg.referrals.send(`<${uri}>`) : redirect(leg, `<${uri}>`);
}

function redirect(leg: SipLeg, contact: string): TransferOutcome {
  if (!leg.incoming || leg.session?.ended !== false) return { done: false, protocolStatus: 0 };
  (leg as IncomingLeg).session.end({ status: 302, headers: [['Contact', contact]] });
  return { done: true, protocolStatus: 0 };
}

/** A number is one at the host that the call was for, or comes from; `number@host` says where. */
function oldTarget(leg: SipLeg, destination: string, side: 'local' | 'remote'): string {
  if (/^sips?:/i.test(destination) && parseUri(destination)) return destination;
  const [number = '', host] = destination.split('@');
  const dialog = leg.session?.currentDialog;
  const address = parseNameAddr((side === 'local' ? dialog?.localAddress : dialog?.remoteAddress) ?? '')?.uri;
  const place = host ?? (address ? `${address.host}${address.port === undefined ? '' : `:${address.port}`}` : '');
  return `sip:${escapeUser(number)}@${place.replace(/[<>"\s]/g, '')}`;
}

function newTarget(house: SendAwayHouse, destination: string): string | undefined {
  const endpoint = house.book().endpoint(destination);
  if (endpoint) return house.locations.contactsOf(endpoint)[0]?.uri;
  return parseUri(destination) ? destination : undefined;
}
