import type { Logger } from '../../../base/log.ts';
import { allowsAddress } from '../../../config/schema/acl.ts';
import { isIpAddress } from '../../../net/address.ts';
import type { UserAgent } from '../../../sip/agent/user-agent.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import type { HeaderLines } from '../../../sip/message/write-message.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { Aor, Endpoint } from '../config/endpoint.ts';
import type { EndpointBook } from '../endpoint-book.ts';
import type { Locations } from '../location/locations.ts';

/** What serving a REGISTER needs. */
export interface RegistrationHouse {
  readonly agent: UserAgent;
  readonly log: Logger;
  readonly locations: Locations;
  book(): EndpointBook;
  /** Epoch milliseconds. */
  now(): number;
}

/** Serves the REGISTER of an endpoint that has proved itself. @returns whether it could be done. */
export function serveRegister(
  house: RegistrationHouse,
  endpoint: Endpoint,
  request: SipRequest,
  transaction: ServerTransaction,
): boolean {
  const aor = aorOf(house.book(), endpoint, request);
  const outcome =
    aor && mayRegister(endpoint, aor, request)
      ? house.locations.register(aor, request, transaction.flow.protocol)
      : undefined;
  if (outcome?.status === 200) {
    const lines = expiryLines(outcome.headers);
    house.agent.respond(transaction, 200, [...lines, ['Date', new Date(house.now()).toUTCString()]]);
    return true;
  }
  const status = outcome?.status ?? (aor && !(aor.fixed && aor.dialect === 'SIP') ? 403 : 404);
  const why = aor?.fixed
    ? 'Peer is not supposed to register'
    : aor
      ? 'the contacts are not allowed'
      : 'no address of record of that name';
  house.log.notice(
    `Registration from '${request.header('To') ?? ''}' failed for '${request.source.host}:${request.source.port}' - ${why}`,
  );
  house.agent.respond(transaction, status);
  return false;
}

/** Whether the address of record takes registrations at all, and these contacts. */
function mayRegister(endpoint: Endpoint, aor: Aor, request: SipRequest): boolean {
  if (aor.fixed) return false;
  return request.contacts.every(
    ({ uri }) => !uri || !isIpAddress(uri.host) || allowsAddress(endpoint.contactAddresses, uri.host),
  );
}

/** The address of record that a REGISTER is for: the one called as the user of To, else the only one there is. */
function aorOf(book: EndpointBook, endpoint: Endpoint, request: SipRequest): Aor | undefined {
  const aors = book.aorsOf(endpoint);
  if (endpoint.dialect === 'SIP') return aors[0];
  const user = request.to?.uri?.user ?? '';
  const host = request.to?.uri?.host ?? '';
  return (
    aors.find(({ name }) => name === user || name === `${user}@${host}`) ?? (aors.length === 1 ? aors[0] : undefined)
  );
}

/** Expires tells the interval of the contact that was registered, 0 where none is left. */
function expiryLines(contacts: HeaderLines): HeaderLines {
  const seconds = /;expires=(\d+)/.exec(contacts[0]?.[1] ?? '')?.[1] ?? '0';
  return [['Expires', seconds], ...contacts];
}
